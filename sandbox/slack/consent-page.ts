import type { Workspace } from '../world/world';
import { escapeHtml, layout } from './page';
import { SCOPE_WORDS } from './scopes';

type Shown = { scopes: readonly string[]; team: string | undefined; workspaces: readonly Workspace[] };

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
