import { makeInvoke, requestJira, router, showFlag, view } from '@forge/bridge';
import type { AdminApi, UserApi } from '../../../src/admin/contract';

export const askUser = makeInvoke<UserApi>();
export const askAdmin = makeInvoke<AdminApi>();

export type PageContext = { moduleKey: string; colorMode?: string };

export async function loadContext(): Promise<PageContext> {
  const { moduleKey, theme } = await view.getContext();
  return { moduleKey, colorMode: theme?.colorMode };
}

/** The product goes on switching the page between light and dark. */
export const followTheme = (): Promise<void> => view.theme.enable();

/** A GET as the person who looks at the page. */
export async function readJira(path: string): Promise<unknown> {
  const response = await requestJira(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`Jira answered ${response.status}`);
  return response.json();
}

export function announce(title: string): void {
  showFlag({ id: crypto.randomUUID(), title, type: 'success', isAutoDismiss: true });
}

/** A link in the page cannot leave its frame; the product opens it. */
export const openTab = (url: string): Promise<void> => router.open(url);
