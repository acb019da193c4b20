import { vi } from 'vitest';
import { z } from 'zod';

const line = z.looseObject({ event: z.string(), correlation: z.string() });

/** Everything that is written to the console until the test ends, as it was written. */
export function recordConsole() {
  const written: { level: string; words: unknown[] }[] = [];
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void written.push({ level, words }));
  }
  return {
    /** As one text, for what must not be in it. */
    text: () => written.map(({ words }) => words.map(String).join(' ')).join('\n'),
    /** The app's own lines; throws at the first that is not one JSON object with an event and a correlation id. */
    lines: () => written.map(({ level, words }) => ({ level, ...line.parse(JSON.parse(String(words[0]))) })),
  };
}
