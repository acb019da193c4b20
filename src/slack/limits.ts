/** Limits of Block Kit that Baton's messages can meet. https://docs.slack.dev/reference/block-kit/blocks */
export const LIMITS = {
  headerText: 150,
  sectionText: 3_000,
  contextElements: 10,
  buttonValue: 2_000,
  fallbackText: 3_900,
} as const;

/** Cuts by whole characters, so that no pair of code units is split. */
export function clip(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const kept: string[] = [];
  let length = 0;
  for (const character of text) {
    if (length + character.length > maxChars - 1) break;
    kept.push(character);
    length += character.length;
  }
  return `${kept.join('')}…`;
}

/** Text of others inside mrkdwn: no markup of theirs works, whatever they typed. Clip before, so no entity is cut. */
export const inert = (text: string) =>
  text
    .replace(/[*_~`]/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
