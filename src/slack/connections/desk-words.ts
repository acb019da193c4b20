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
  busy: { error: 'Somebody else is changing the Slack settings at this moment. Try again in half a minute.' },
  'slack-busy': { error: 'Slack is busy or not reached. Nothing was changed; try again in a minute.' },
};

export const refusedFor = (refusal: DeskRefusal): Extract<Answer<never>, { ok: false }> => ({
  ok: false,
  ...WORDS[refusal],
});
