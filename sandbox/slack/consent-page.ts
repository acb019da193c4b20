import type { Workspace } from '../world/world';
import { SCOPE_WORDS } from './scopes';

type Shown = { scopes: readonly string[]; team: string | undefined; workspaces: readonly Workspace[] };

const STYLE = `
  body { background: #f8f8f8; color: #1d1c1d; font: 16px/1.5 system-ui, sans-serif; margin: 0; }
  main { background: #fff; border-radius: 8px; margin: 8vh auto; max-width: 30rem; padding: 2rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; }
  select { display: block; font: inherit; margin: .25rem 0 1rem; padding: .4rem; width: 100%; }
  li { margin: .25rem 0; } code { color: #616061; font-size: .8rem; }
  footer { display: flex; gap: .75rem; justify-content: flex-end; margin-top: 1.5rem; }
  button { background: #fff; border: 1px solid #bbb; border-radius: 4px; font: inherit; font-weight: 700; padding: .5rem 1.25rem; }
  button[value=allow] { background: #007a5a; border-color: #007a5a; color: #fff; }`;

export function consentPage({ scopes, team, workspaces }: Shown): string {
  const first = workspaces.some(({ teamId }) => teamId === team) ? team : workspaces[0]?.teamId;
  const hasOrganisation = workspaces.some(({ enterprise }) => enterprise !== undefined);
  return layout(
    'Baton is asking for permission',
    `<h1>Baton is requesting permission to access a Slack workspace</h1>
    <form method="post">
      <label for="as">Who are you, and in which workspace?</label>
      <select id="as" name="as">${workspaces.map((each) => groupOf(each, each.teamId === first)).join('')}</select>
      <p>Baton will be able to:</p>
      <ul>${scopes.map(wordsOf).join('')}</ul>
      ${hasOrganisation ? '<label><input type="checkbox" name="organisation"> For the whole organisation, where there is one</label>' : ''}
      <footer>
        <button name="decision" value="cancel">Cancel</button>
        <button name="decision" value="allow">Allow</button>
      </footer>
    </form>`,
  );
}

export const refusalPage = (error: string): string =>
  layout(
    'Something went wrong',
    `<h1>Something went wrong when authorizing this app.</h1><p>Error: <code>${escapeHtml(error)}</code></p>`,
  );

/** Guests may not install apps. */
function groupOf({ teamId, name, enterprise, members }: Workspace, isFirst: boolean): string {
  const able = members.filter(({ bot, deactivated, guest }) => !(bot || deactivated || guest));
  const options = able.map(
    ({ userId, name: person }, n) =>
      `<option value="${escapeHtml(`${teamId}/${userId}`)}"${isFirst && n === 0 ? ' selected' : ''}>${escapeHtml(person)}</option>`,
  );
  const label = enterprise === undefined ? name : `${name} (${enterprise.name})`;
  return `<optgroup label="${escapeHtml(label)}">${options.join('')}</optgroup>`;
}

const wordsOf = (scope: string): string =>
  `<li>${escapeHtml(SCOPE_WORDS[scope] ?? scope)} <code>${escapeHtml(scope)}</code></li>`;

const layout = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>${title}</title><style>${STYLE}</style><main>${body}</main></html>`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
