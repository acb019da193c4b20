import type { Answer } from '../../admin/contract';
import type { BeginRefusal, ClaimRefusal } from '../oauth';
import type { ChangeRefusal } from './changes';
import { MAX_CONNECTIONS } from './model';

export type DeskRefusal =
  | ChangeRefusal
  | BeginRefusal
  | ClaimRefusal
  | 'client-secret-missing'
  | 'signing-secret-missing'
  | 'no-default-channel'
  | 'org-wide'
  | 'busy'
  | 'slack-busy';

const WORDS: Record<DeskRefusal, { readonly error: string; readonly field?: string }> = {
  'too-many': { error: `Baton can have ${MAX_CONNECTIONS} workspaces. Remove one first.` },
  'not-connected': { error: 'This workspace is not connected any more. Reload the page.' },
  'not-configured': { error: 'Enter the client ID and the client secret of your Slack app first.', field: 'clientId' },
  'attempt-over': { error: 'This attempt is over. Press “Connect a workspace” again.' },
  'not-ready': { error: 'Slack has not confirmed yet. Finish on Slack’s page first.' },
  'client-secret-missing': { error: 'Enter the client secret that belongs to this client ID.', field: 'clientSecret' },
  'signing-secret-missing': { error: 'Enter the signing secret of your Slack app.', field: 'signingSecret' },
  'no-default-channel': {
    error:
      'People can only be asked in a channel where there is one: choose the default channel of the default workspace under Workspaces first.',
    field: 'delivery',
  },
  'channel-needed': {
    error:
      'People are asked in this channel by default. Choose another one, or have people asked in direct messages first, under “How messages behave”.',
    field: 'channel',
  },
  'default-needs-channel': {
    error: 'People are asked in a channel by default, and this workspace has none. Choose its default channel first.',
  },
  'org-wide': {
    error:
      'This token is of a whole organization, for which Baton cannot be installed. Install the Slack app in one workspace, and enter the token of that.',
    field: 'botToken',
  },
  busy: { error: 'Somebody else is changing the Slack settings at this moment. Try again in half a minute.' },
  'slack-busy': { error: 'Slack is busy or not reached. Nothing was changed; try again in a minute.' },
};

export const refusedFor = (refusal: DeskRefusal): Extract<Answer<never>, { ok: false }> => ({
  ok: false,
  ...WORDS[refusal],
});
