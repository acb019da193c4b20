import { MAX_CONNECTIONS } from './connections/model';
import type { Why } from './oauth-attempts';
import type { InstallRefusal } from './oauth-judge';
import { remedyFor } from './remedies';

export type Told = { readonly title: string; readonly sentences: readonly string[] };

const AGAIN = 'Go back to Baton’s settings in Jira and press “Connect a workspace” again.';

const WORDS: Record<InstallRefusal, Told> = {
  'access-denied': {
    title: 'Slack was not connected',
    sentences: ['You cancelled in Slack, so nothing was changed.', AGAIN],
  },
  'not-configured': {
    title: 'The Slack app is not known',
    sentences: [
      'Its client ID and client secret are no longer stored.',
      'Enter them in Baton’s settings, then begin again.',
    ],
  },
  'org-wide': {
    title: 'Baton cannot be installed for a whole organization',
    sentences: [
      'Each workspace is connected by itself, so that its own administrators decide.',
      'Begin again, and choose one workspace on Slack’s page instead of the organization.',
    ],
  },
  'token-rotation': {
    title: 'Token rotation is on in this Slack app',
    sentences: [
      'Slack does not let anybody turn it off again, and Baton needs it off.',
      'Make a new Slack app from the manifest in Baton’s settings, and connect that.',
    ],
  },
  'other-workspace': {
    title: 'This is another workspace',
    sentences: [
      'You wanted to authorize a workspace again, and chose a different one on Slack’s page. Nothing was changed.',
      'Begin again, and choose the same workspace at the top right of Slack’s page.',
    ],
  },
  'too-many': {
    title: `${MAX_CONNECTIONS} workspaces are connected already`,
    sentences: ['That is as many as Baton can have.', 'Remove one in Baton’s settings, then begin again.'],
  },
  'client-refused': {
    title: 'Slack does not accept the credentials of the app',
    sentences: [
      'The client ID or the client secret in Baton’s settings is wrong.',
      'Copy both again from Basic Information of the Slack app, then begin again.',
    ],
  },
  'code-refused': {
    title: 'Slack’s confirmation is no longer valid',
    sentences: ['It works once, and for ten minutes.', AGAIN],
  },
  'slack-refused': { title: 'Slack did not finish the installation', sentences: [AGAIN] },
  unanswered: {
    title: 'Slack did not answer',
    sentences: ['Its confirmation works only once, so it cannot simply be repeated.', AGAIN],
  },
};

/** What became of an attempt, and what to do next. */
export function wordsFor({ reason, code }: Why): Told {
  const { title, sentences } = WORDS[reason];
  if (code === undefined) return { title, sentences };
  const remedy = remedyFor(code);
  return { title, sentences: [`Slack says: ${code}.`, ...(remedy === undefined ? sentences : [remedy])] };
}

export const PAGES = {
  ready: {
    title: 'Almost done',
    sentences: [
      'Go back to the page with Baton’s settings, and confirm the workspace there.',
      'You can close this page.',
    ],
  },
  'no-state': {
    title: 'Begin in Baton’s settings',
    sentences: ['A workspace is connected from the Slack section of Baton’s settings in Jira.', 'Nothing was changed.'],
  },
  unknown: {
    title: 'This link is not valid',
    sentences: ['It is older than ten minutes, or Baton never made it. Nothing was changed.', AGAIN],
  },
  used: {
    title: 'This link was used already',
    sentences: ['Each works once. Look into Baton’s settings: the workspace may be waiting there for you.'],
  },
  busy: {
    title: 'Somebody else is changing the Slack settings',
    sentences: ['Nothing was changed yet. Reload this page in half a minute.'],
  },
  method: { title: 'This cannot be done here', sentences: ['Open the link that Slack sent you to.'] },
  failed: {
    title: 'Something went wrong on our side',
    sentences: ['The workspace was not connected.', AGAIN],
  },
} as const satisfies Record<string, Told>;
