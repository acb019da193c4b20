import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { bundleScript, bundleToFile } from './bundles';
import { makeClick, sign } from './click-fixture';
import { median, printTable, round } from './table';

const RUNS = 15;
const KINDS = ['baton', 'bolt'] as const;

const told = z.object({
  statusCode: z.literal(200),
  calls: z.array(z.string()),
  loadedMs: z.number(),
  cpuMs: z.number(),
  processMs: z.number(),
});
type Told = z.infer<typeof told>;

/** Both on the same bytes in the same run, turn by turn; Baton does all that it does before it answers. */
export async function raceCold(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const runs = await race(folder);
    const of = (kind: (typeof KINDS)[number], pick: (run: Told) => number) => round(median(runs[kind].map(pick)), 1);
    const row = (what: string, pick: (run: Told) => number) => {
      const [baton, bolt] = [of('baton', pick), of('bolt', pick)];
      return [what, baton, bolt, round(baton / bolt)];
    };
    printTable(
      `First acknowledgement of a cold process, median of ${RUNS}, ms (budget: at most half of Bolt's)`,
      ['from … to the acknowledgement', 'Baton', 'Bolt', 'ratio'],
      [
        row('the loading of the code', ({ loadedMs }) => loadedMs),
        row('the same, processor time', ({ cpuMs }) => cpuMs),
        row('the start of the process (Node itself in both)', ({ processMs }) => processMs),
      ],
    );
    console.log(`Baton's calls before it answers: ${runs.baton[0]?.calls.map(shortOf).join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shortOf = (path: string) =>
  path.startsWith('/webhook/queue/') ? 'queue push' : path.replace('/api/v1/', 'kvs ');

async function race(folder: string): Promise<Record<(typeof KINDS)[number], Told[]>> {
  const files = { baton: join(folder, 'baton.cjs'), bolt: join(folder, 'bolt.cjs') };
  const child = join(folder, 'child.mjs');
  const fixtureFile = join(folder, 'click.json');
  await bundleToFile('src/index.ts', files.baton);
  await bundleToFile('bench/bolt-app.ts', files.bolt);
  await bundleScript('bench/cold-child.ts', child);
  const fixture = await makeClick();

  const runs: Record<(typeof KINDS)[number], Told[]> = { baton: [], bolt: [] };
  for (let run = 0; run < RUNS; run += 1) {
    const request = { ...fixture.request, headers: sign(fixture.secret, fixture.request.body) };
    writeFileSync(fixtureFile, JSON.stringify({ ...fixture, request }));
    for (const kind of KINDS) {
      const said = execFileSync(process.execPath, [child, kind, files[kind], fixtureFile]);
      runs[kind].push(told.parse(JSON.parse(said.toString())));
    }
  }
  return runs;
}
