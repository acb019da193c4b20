import type { Answer } from './answer';

/** How it is known who somebody is in Slack, the best first. */
export type LinkTrust = 'verified' | 'admin' | 'email-match';

export type PersonView = {
  accountId: string;
  /** `not-known`: Jira or Slack did not answer. */
  state: 'linked' | 'matched' | 'unreachable' | 'not-known';
  slack?: { user: string; workspace: string };
  trust?: LinkTrust;
  /** When and by whom they were linked. */
  since?: number;
  by?: string;
  /** Why Slack does not reach them, in words. */
  reason?: string;
};

/** The least that has to be known of somebody who acts from Slack. */
export type PeopleSettings = { actTrust: LinkTrust };

export type MappingLine = {
  line: number;
  /** As they stand in the file. */
  account: string;
  slack: string;
  outcome: 'linked' | 'unchanged' | 'refused';
  /** Why it is refused, in words. */
  problem?: string;
};

/** The viewer's own Slack user. */
export type LinkView = {
  slackConnected: boolean;
  link?: { user: string; workspace: string; trust: LinkTrust; since: number };
};

/** The viewer's summary of a day. Texts are in words for the viewer. */
export type DigestView = {
  /** What their times are of; none before anything was set. */
  timeZone?: string;
  /** They are of the same time zone. */
  quietHours?: { from: string; to: string };
  /** `at` is `HH:MM`; days count from Monday, which is 1. */
  plan?: { at: string; days: readonly number[] };
  /** When the next one is due, where one is. */
  nextAt?: number;
  /** That it waits for the end of quiet hours. */
  note?: string;
  /** Why nothing more is sent, and what to do. */
  paused?: string;
  last?: { at: number; ok: boolean; text: string };
};

export type PeopleApi = {
  /** Those who are linked first, then those who were told something of late; a person may come twice. */
  'people/list': (input: { cursor?: string }) => Answer<{ people: readonly PersonView[]; cursor?: string }>;
  'people/settings': () => Answer<PeopleSettings>;
  'people/save-settings': (input: PeopleSettings) => Answer<PeopleSettings>;
  /** Lines of a CSV file, judged again when they are applied. */
  'people/import': (input: { csv: string; apply: boolean }) => Answer<{ lines: readonly MappingLine[] }>;
  'people/export': () => Answer<{ fileName: string; csv: string }>;
  /** Takes the link away; the person is looked for by address again. */
  'people/remove': (input: { accountId: string }) => Answer<PersonView>;
};
