import { makeInvoke, requestConfluence, requestJira, router, showFlag, view } from '@forge/bridge';
import type { AdminApi, UserApi } from '../../../src/admin/contract';

export const askUser = makeInvoke<UserApi>();
export const askAdmin = makeInvoke<AdminApi>();

export type Product = 'jira' | 'confluence';

/** `type` is the kind of surface, as `jira:issuePanel`; `rule` is there where a rule of a workflow is configured. */
export type PageContext = { type: string; product: Product; colorMode?: string; rule: RuleContext };

/** `entryPoint` is `create`, `edit` or `view`; `configuration` is what was saved before, as it was saved. */
export type RuleContext = { entryPoint: unknown; configuration: unknown };

let context: Promise<PageContext> | undefined;

/** Asked of the product once: a frame never turns into another surface. */
export function loadContext(): Promise<PageContext> {
  context ??= askContext();
  return context;
}

async function askContext(): Promise<PageContext> {
  const { extension, theme } = await view.getContext();
  const type = typeof extension.type === 'string' ? extension.type : '';
  return {
    type,
    product: type.startsWith('confluence:') ? 'confluence' : 'jira',
    colorMode: theme?.colorMode,
    rule: { entryPoint: extension.entryPoint, configuration: extension.validatorConfig },
  };
}

/** The product goes on switching the page between light and dark. */
export const followTheme = (): Promise<void> => view.theme.enable();

/** A GET as the person who looks at the page. */
export const readJira = (path: string): Promise<unknown> => read('Jira', requestJira, path);
export const readConfluence = (path: string): Promise<unknown> => read('Confluence', requestConfluence, path);

async function read(name: string, request: typeof requestJira, path: string): Promise<unknown> {
  const response = await request(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
  return response.json();
}

export function announce(title: string): void {
  showFlag({ id: crypto.randomUUID(), title, type: 'success', isAutoDismiss: true });
}

/** A link in the page cannot leave its frame; the product opens it. */
export const openTab = (url: string): Promise<void> => router.open(url);
