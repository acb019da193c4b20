import { createHash } from 'node:crypto';

type Line = { readonly text: string; readonly detail: boolean };

/** What happened, one line each. Details (every call to the host) count for the hash, and are shown on demand. */
export function createStory(now: () => number) {
  const lines: Line[] = [];
  const add = (text: string, detail: boolean) => void lines.push({ text: `${clockText(now())} ${text}`, detail });

  return {
    tell: (text: string) => add(text, false),
    detail: (text: string) => add(text, true),
    hash: () =>
      createHash('sha256')
        .update(lines.map(({ text }) => text).join('\n'))
        .digest('hex')
        .slice(0, 16),
    text: ({ whole }: { whole: boolean }) =>
      lines.flatMap(({ text, detail }) => (detail && !whole ? [] : [text])).join('\n'),
  };
}

export type Story = ReturnType<typeof createStory>;

const clockText = (at: number) => new Date(at).toISOString().slice(8, 23).replace('T', ' ');
