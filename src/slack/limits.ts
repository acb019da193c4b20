/** Limits of Block Kit that Baton's messages can meet. https://docs.slack.dev/reference/block-kit/blocks */
export const LIMITS = {
  headerText: 150,
  sectionText: 3_000,
  contextElements: 10,
  buttonValue: 2_000,
  fallbackText: 3_900,
} as const;

/** A character as people count them, or an entity of mrkdwn: neither is ever cut. */
const UNIT = /&(?:amp|lt|gt);|./gsu;

/** What is not to be seen goes; what fits stays; else it is cut by whole characters and whole entities. */
export function clip(text: string, maxChars: number): string {
  const seen = visible(text);
  if (seen.length <= maxChars) return seen;
  const kept: string[] = [];
  let length = 0;
  for (const [unit] of seen.matchAll(UNIT)) {
    if (length + unit.length > maxChars - 1) break;
    kept.push(unit);
    length += unit.length;
  }
  return `${kept.join('')}…`;
}

/** Breaks up what would be read as one word of markup, and shows nothing. */
const JOINER = '\u2060';

/**
 * Text of others inside mrkdwn: no markup of theirs works, whatever they typed. Names of emoji are broken up too, so
 * that nobody's name looks like the mark of a decision. Links stay plain text where the block says `verbatim`, and the
 * message `parse: none`. It is escaped first and cut afterwards.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function inert(text: string, maxChars = Number.POSITIVE_INFINITY): string {
  const escaped = visible(text)
    .replace(/[*_~`]/g, ' ')
    .replace(/:(?=[^\s:]+:)/g, `:${JOINER}`)
    .replace(/^(?=[^\S\n]*>)/gm, JOINER)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
  return clip(escaped, maxChars);
}

/**
 * Half a pair of code units is no character, control characters are spaces (a line break may stay one), and nothing
 * turns the direction of the text that follows.
 */
const visible = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
