import { useEffect, useState } from 'react';
import { z } from 'zod';

const flag = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  type: z.string().optional(),
  isAutoDismiss: z.boolean().default(false),
});
const source = z.literal('sandbox-bridge');
const message = z.discriminatedUnion('cmd', [
  z.object({ source, cmd: z.literal('showFlag'), data: flag }),
  z.object({ source, cmd: z.literal('closeFlag'), data: z.object({ id: z.string() }) }),
]);
type Flag = z.infer<typeof flag>;

const SHOWN_MS = 8_000;

/** What the surfaces tell in passing, in the corner of the page, where the products show it. */
export function Flags() {
  const [flags, setFlags] = useState<readonly Flag[]>([]);
  const close = (id: string) => setFlags((known) => known.filter((each) => each.id !== id));

  function show(shown: Flag): void {
    setFlags((known) => [...known.filter(({ id }) => id !== shown.id), shown]);
    if (shown.isAutoDismiss) setTimeout(() => close(shown.id), SHOWN_MS);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it only sets state, so one listener serves all the time.
  useEffect(() => {
    function hear({ origin, data }: MessageEvent) {
      const told = message.safeParse(data).data;
      if (origin !== location.origin || told === undefined) return;
      if (told.cmd === 'closeFlag') close(told.data.id);
      else show(told.data);
    }
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);

  return (
    <ul className="flags" aria-label="Told in passing">
      {flags.map(({ id, title, description, type }) => (
        <li key={id} role={type === 'error' || type === 'warning' ? 'alert' : 'status'}>
          <span>{[title, description].filter(Boolean).join(' – ')}</span>
          <button type="button" aria-label="Dismiss" onClick={() => close(id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
