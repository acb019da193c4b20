import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { atMost, type Section } from './budget';
import { type Bundles, bundleScript } from './bundles';
import type { Recording } from './recording';
import { signedHeaders } from './sign';
import { median, printTable, round } from './table';

const RUNS = 15;
const KINDS = ['baton', 'bolt'] as const;
type Kind = (typeof KINDS)[number];

const told = z.object({
  statusCode: z.literal(200),
  calls: z.array(z.string()),
  /** What went wrong is no start. */
  failures: z.tuple([]),
  loadedMs: z.number(),
  cpuMs: z.number(),
  processMs: z.number(),
});
type Told = z.infer<typeof told>;

/** Both on the same bytes in the same run, turn by turn; Baton does all that it does before it answers. */
export async function raceCold(recording: Recording, bundles: Bundles): Promise<readonly Section[]> {
  const runs = await race(recording, bundles);
  const of = (kind: Kind, pick: (run: Told) => number) => median(runs[kind].map(pick));
  const ratio = (pick: (run: Told) => number) => round(of('baton', pick) / of('bolt', pick));
  const row = (what: string, pick: (run: Told) => number) => {
    return [what, round(of('baton', pick), 1), round(of('bolt', pick), 1), ratio(pick)];
  };
  const rows = [
    row('the loading of the code', ({ loadedMs }) => loadedMs),
    row('the same, processor time', ({ cpuMs }) => cpuMs),
    row('the start of the process (Node itself in both)', ({ processMs }) => processMs),
  ];
  printTable(
    `First acknowledgement of a cold process, a click, median of ${RUNS}, ms`,
    ['from … to the acknowledgement', 'Baton', 'Bolt', 'ratio'],
    rows,
  );
  console.log(`Baton's calls before it answers: ${runs.baton[0]?.calls.join(', ')}; Bolt makes none.`);
  return [
    {
      title: 'First acknowledgement of a cold process, as a multiple of Bolt’s on the same request',
      lines: [
        atMost(
          'from the loading of the code',
          ratio(({ loadedMs }) => loadedMs),
          0.5,
        ),
        atMost(
          'the same, processor time',
          ratio(({ cpuMs }) => cpuMs),
          0.5,
        ),
      ],
    },
  ];
}

async function race({ secret, requests }: Recording, { folder, files }: Bundles): Promise<Record<Kind, Told[]>> {
  const [request] = requests;
  if (request === undefined) throw new Error('nothing was recorded');
  const child = join(folder, 'cold-child.mjs');
  const given = join(folder, 'click.json');
  await bundleScript('bench/cold-child.ts', child);

  const runs: Record<Kind, Told[]> = { baton: [], bolt: [] };
  for (let run = 0; run < RUNS; run += 1) {
    writeFileSync(given, JSON.stringify({ secret, request, headers: signedHeaders(secret, request) }));
    for (const kind of KINDS) {
      const said = execFileSync(process.execPath, [child, kind, files[kind], given]);
      runs[kind].push(told.parse(JSON.parse(said.toString())));
    }
  }
  return runs;
}
