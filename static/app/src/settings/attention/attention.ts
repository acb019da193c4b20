import type { ApiView, AttentionEntry, MailView, NotificationView, SlackView } from '../../../../../src/admin/contract';

/** Where it is mended: a tab of these settings, or the subject itself. */
type Way =
  | { type: 'tab'; tab: 'slack' | 'mail' | 'automation' | 'history'; label: string }
  | { type: 'open'; url: string };

/** Something that an administrator should see to, and what to do. */
export type Item = {
  id: string;
  title: string;
  context?: string;
  since?: number;
  text: string;
  remedy?: string;
  way: Way;
};

/** What was looked at; what is missing could not be. */
export type Seen = {
  stuck?: readonly AttentionEntry[] | undefined;
  slack?: Pick<SlackView, 'connections' | 'warnings'> | undefined;
  mail?: MailView | undefined;
  api?: Pick<ApiView, 'token'> | undefined;
  /** Newest first. */
  dead?: readonly NotificationView[] | undefined;
};

const DAY_MS = 24 * 3_600_000;
const OLD_MS = 90 * DAY_MS;
const OF_LATE_MS = 7 * DAY_MS;

/** What reaches nobody comes first, then what soon may not, then single approvals. */
export function toItems({ stuck, slack, mail, api, dead }: Seen, now: number): readonly Item[] {
  return [
    ...(slack === undefined ? [] : slackItems(slack)),
    ...(mail === undefined ? [] : mailItems(mail, now)),
    ...(dead === undefined ? [] : unreachedItems(dead, now)),
    ...(api === undefined ? [] : tokenItems(api, now)),
    ...(stuck ?? []).map(stuckItem),
  ];
}

const SLACK = { type: 'tab', tab: 'slack', label: 'Open Slack settings' } as const;
const MAIL = { type: 'tab', tab: 'mail', label: 'Open mail settings' } as const;
const AUTOMATION = { type: 'tab', tab: 'automation', label: 'Open automation settings' } as const;
const HISTORY = { type: 'tab', tab: 'history', label: 'Open notification history' } as const;

function slackItems({ connections, warnings }: NonNullable<Seen['slack']>): readonly Item[] {
  if (connections.length === 0) {
    const text = 'No Slack workspace is connected. People are asked by e-mail, and in Jira and Confluence.';
    return [
      { id: 'slack', title: 'Slack', text, remedy: 'Create the Slack app, and connect a workspace.', way: SLACK },
    ];
  }
  return warnings.map(({ about, text, remedy }) => ({
    id: `slack ${about} ${text}`,
    title: about,
    text,
    remedy,
    way: SLACK,
  }));
}

function mailItems(mail: MailView, now: number): readonly Item[] {
  const about = { id: 'mail', title: 'Mail service', way: MAIL };
  if (mail.configured) {
    if (now - mail.changedAt < OLD_MS) return [];
    const remedy = 'Make a new one at the mail service, and enter it here.';
    return [{ ...about, since: mail.changedAt, text: 'Its key is older than 90 days.', remedy }];
  }
  const { neededBy = [] } = mail;
  if (neededBy.length === 0) return [];
  const text = `People without an Atlassian account are asked in ${listed(neededBy)}, and nothing reaches them.`;
  return [{ ...about, text, remedy: 'Choose a mail service, and enter its key.' }];
}

const NAMED = 3;

const listed = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.map(quoted).join(', ')
    : `${names.slice(0, NAMED).map(quoted).join(', ')} and ${names.length - NAMED} more`;
const quoted = (name: string) => `“${name}”`;

/** Of a page of the history: with a full page there may be more. */
function unreachedItems(dead: readonly NotificationView[], now: number): readonly Item[] {
  const late = dead.filter(({ createdAt, recipient }) => recipient !== undefined && now - createdAt < OF_LATE_MS);
  const [newest] = late;
  if (newest === undefined) return [];
  const people = new Set(late.map(({ recipient }) => recipient)).size;
  const text = `${counted(late.length, 'message')} to ${people === 1 ? 'one person' : `${people} people`} could not be delivered in the last seven days.`;
  const remedy = 'Look who they are and why, then link these people to Slack, or ask them in person.';
  return [
    { id: 'unreached', title: 'People who were not reached', since: newest.createdAt, text, remedy, way: HISTORY },
  ];
}

const counted = (count: number, what: string) => (count === 1 ? `One ${what}` : `${count} ${what}s`);

function tokenItems({ token }: NonNullable<Seen['api']>, now: number): readonly Item[] {
  if (token === undefined || now - token.createdAt < OLD_MS) return [];
  const remedy = 'Make a new one, and enter it where the old one is used: that one stops working.';
  return [
    {
      id: 'token',
      title: 'API token',
      since: token.createdAt,
      text: 'It is older than 90 days.',
      remedy,
      way: AUTOMATION,
    },
  ];
}

function stuckItem({ approvalId, definitionName, subject, step, problem, since }: AttentionEntry): Item {
  return {
    id: `${approvalId} ${step}`,
    title: [subject.key, subject.title].filter((part) => part !== '').join(' '),
    context: `${definitionName} · step “${step}”`,
    since,
    text: problem,
    way: { type: 'open', url: subject.url },
  };
}
