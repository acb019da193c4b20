import { z } from 'zod';

const refused = z.union([
  z.object({ errors: z.array(z.object({ title: z.string() })).min(1) }).transform(({ errors }) => errors[0]?.title),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

type By = { viewerId: string; pageId: string };
export type Edit = By & { title: string; text: string; version: number; minorEdit: boolean };

/** What somebody does to a page, through the same REST API that apps use. */
export const savePage = ({ viewerId, pageId, title, text, version, minorEdit }: Edit) =>
  call(viewerId, 'PUT', `/wiki/api/v2/pages/${pageId}`, {
    id: pageId,
    status: 'current',
    title,
    body: { representation: 'storage', value: toStorage(text) },
    version: { number: version + 1, minorEdit },
  });

export const trashPage = ({ viewerId, pageId }: By) => call(viewerId, 'DELETE', `/wiki/api/v2/pages/${pageId}`);

/** Of a page in the trash only the status changes, whatever else is sent. */
export const restorePage = (edit: Omit<Edit, 'minorEdit'>) => savePage({ ...edit, minorEdit: false });

export const addLabel = ({ viewerId, pageId, label }: By & { label: string }) =>
  call(viewerId, 'POST', `/wiki/rest/api/content/${pageId}/label`, [{ prefix: 'global', name: label }]);

export const removeLabel = ({ viewerId, pageId, label }: By & { label: string }) =>
  call(viewerId, 'DELETE', `/wiki/rest/api/content/${pageId}/label/${encodeURIComponent(label)}`);

async function call(viewerId: string, method: string, path: string, body?: unknown): Promise<void> {
  const headers = { authorization: `Basic ${btoa(`${viewerId}:visitor`)}`, 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  if (response.ok) return;
  const told = refused.safeParse(await response.json());
  throw new Error((told.success ? told.data : undefined) ?? `Confluence answered ${response.status}`);
}

const toStorage = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`)
    .join('');
