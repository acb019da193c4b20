import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import type { Approval } from '../approvals/core/model';
import type { People } from '../identity/core/model';
import { emailOf, type Instant, isExternal, type PersonId, type SlackTeamId } from '../shared/brand';
import type { Subject } from '../subjects/core/model';
import { clip, inert, LIMITS } from './limits';

/** The parts that all of Baton's messages are made of. Text of others is plain, or made inert. */
export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, LIMITS.headerText) });
export const label = (text: string): PlainTextElement => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });
export const plain = (text: string, maxChars: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, maxChars),
  emoji: false,
});
export const section = (text: string): SectionBlock => ({ type: 'section', text: plain(text, LIMITS.sectionText) });

/** At most ten elements fit into one context block. */
export const context = (elements: ContextBlock['elements']): KnownBlock[] =>
  elements.length === 0 ? [] : [{ type: 'context', elements: elements.slice(0, LIMITS.contextElements) }];

/** A page is called by its title alone. */
export const nameOfSubject = ({ kind, key, title }: Subject) => (kind === 'page' ? title : `${key} · ${title}`);
/** In a sentence. */
export const shortNameOf = ({ kind, key, title }: Subject) => (kind === 'page' ? `“${clip(title, 80)}”` : key);
export const productOf = ({ kind }: Subject) => (kind === 'page' ? 'Confluence' : 'Jira');

/** Nothing that would end the link, or begin another. */
export const linkable = (url: string): string => url.replace(/[<>|\s]/g, encodeURIComponent).replaceAll('&', '&amp;');

/** The subject's name, which leads to it. */
export function linkToSubject({ subject, definition }: Approval): string {
  const name = inert(nameOfSubject(subject) || definition.name, 100).replaceAll('|', '¦');
  return `<${linkable(subject.url)}|${name}>`;
}

/** A mention where the person has a Slack user, which also translates itself; else the name. */
export function personIn(people: People, id: PersonId): string {
  if (isExternal(id)) return inert(emailOf(id), 80);
  const person = people.get(id);
  if (person?.slack.type === 'user') return `<@${person.slack.user}>`;
  return person?.name === undefined ? 'another approver' : inert(person.name, 80);
}

/** As a workspace sees them: of the people of another one only the names mean anything there. */
export const seenIn = (team: SlackTeamId, people: People): People =>
  new Map(
    [...people].map(([id, person]) => {
      const { slack } = person;
      const isHere = slack.type !== 'user' || slack.team === team;
      return [id, isHere ? person : { ...person, slack: { type: 'none', reason: 'slack-elsewhere' } }];
    }),
  );

/** The same for what screen readers and notifications say, where a mention would be an id. */
export function spokenName(people: People, id: PersonId): string | undefined {
  return isExternal(id) ? emailOf(id) : people.get(id)?.name;
}

/** Slack shows it in the reader's own time zone. */
export function when(at: Instant): string {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} {time}|${utc} UTC>`;
}
