import type { ConfluencePage, Screen, WorkItem } from '../api';
import { questionsOf } from '../slack/buttons';
import type { SlackMessage } from '../slack/schema';

/** What everybody sees, from which the story reads how far the visitor has come. */
export type Seen = {
  items: readonly WorkItem[];
  pages: readonly ConfluencePage[];
  screens: readonly Screen[];
};

/** An approval as people know it: by its definition, and by the key or title of what it is about. */
export type Matter = { definition: string; subject: string };

/** What Baton sent to somebody about it, the oldest first; `who` is a first name. */
export const messagesTo = ({ screens }: Seen, who: string, matter: Matter): SlackMessage[] =>
  screens
    .filter(({ user }) => user.name.startsWith(`${who} `))
    .flatMap(({ conversations }) => conversations.flatMap(({ messages }) => messages))
    .filter((message) => message.botId !== undefined && message.ephemeralTo === undefined && isAbout(message, matter));

/** They were asked, and nothing is left to answer. */
export function hasAnswered(seen: Seen, who: string, matter: Matter): boolean {
  const messages = messagesTo(seen, who, matter);
  return messages.length > 0 && messages.every(({ blocks }) => questionsOf(blocks).length === 0);
}

const PROPERTY = 'baton-approval';

export const isStarted = (seen: Seen, matter: Matter): boolean => listed(seen, matter, 'definitions');
export const isApproved = (seen: Seen, matter: Matter): boolean => listed(seen, matter, 'approved');

/** Its outcome stands among the comments. */
export const isTold = ({ items }: Seen, { definition, subject }: Matter): boolean =>
  items.some(
    ({ key, comments }) => key === subject && comments.some(({ body }) => JSON.stringify(body).includes(definition)),
  );

/** The property that rules and searches read says the same to the story. */
function listed({ items, pages }: Seen, { definition, subject }: Matter, list: string): boolean {
  const { properties } = items.find(({ key }) => key === subject) ?? pages.find(({ title }) => title === subject) ?? {};
  const property = properties?.[PROPERTY];
  const names = typeof property === 'object' && property !== null ? Object.entries(property) : [];
  return names.some(([name, value]) => name === list && Array.isArray(value) && value.includes(definition));
}

function isAbout({ text, blocks }: SlackMessage, { definition, subject }: Matter): boolean {
  const words = `${text} ${JSON.stringify(blocks)}`;
  return words.includes(definition) && new RegExp(`\\b${subject}\\b`).test(words);
}
