import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { counted, type Section } from './budget';
import { type Bundles, bundleScript } from './bundles';
import type { Recording } from './recording';
import { median, printTable, quantile, round } from './table';

const micros = z.array(z.number()).min(1);
const answer = z.object({
  told: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      calls: z.array(z.string()),
      micros: z.object({ baton: micros, wayIn: micros, bolt: micros }),
    }),
  ),
  /** What went wrong would be fast. */
  failures: z.tuple([]),
});
type Told = z.infer<typeof answer>['told'][number];

/** Each round against the same round of Bolt's, so that what else the machine does strikes both. */
function ratios({ micros: { bolt } }: Told, ours: readonly number[]): readonly number[] {
  return ours.map((each, round_) => each / (bolt[round_] ?? Number.NaN));
}

const spread = (values: readonly number[]) => `${round(quantile(values, 0.1))}–${round(quantile(values, 0.9))}`;

/** Verifying, parsing and acknowledging, in one process and in turns. */
export async function raceWarm(recording: Recording, { folder, files }: Bundles): Promise<readonly Section[]> {
  const child = join(folder, 'warm-child.mjs');
  const given = join(folder, 'recording.json');
  await bundleScript('bench/warm-child.ts', child);
  writeFileSync(given, JSON.stringify(recording));
  const said = execFileSync(process.execPath, [child, files.baton, files.bolt, given], { maxBuffer: 1e8 });
  const { told } = answer.parse(JSON.parse(said.toString()));

  printTable(
    'A request from Slack in a warm process: microseconds, and the ratio to Bolt round by round (median, tenth to ninetieth)',
    [
      'request',
      'bytes',
      'Bolt',
      'same work',
      'ratio',
      'spread',
      'all of it',
      'ratio',
      'spread',
      'KVS reads',
      'writes',
      'pushes',
      'to Slack',
    ],
    told.map((each) => {
      const [same, all] = [ratios(each, each.micros.wayIn), ratios(each, each.micros.baton)];
      const of = (kind: 'baton' | 'wayIn' | 'bolt') => Math.round(median(each.micros[kind]));
      return [
        each.name,
        each.bytes,
        of('bolt'),
        of('wayIn'),
        round(median(same)),
        spread(same),
        of('baton'),
        round(median(all)),
        spread(all),
        ...operationsOf(each),
      ];
    }),
  );
  console.log(NOTES);
  return [
    {
      title: 'Verify, parse and acknowledge in a warm process, as a multiple of Bolt’s',
      lines: told.flatMap((each) => [
        counted(`${each.name}: the same work`, round(median(ratios(each, each.micros.wayIn)))),
        counted(`${each.name}: all that Baton does before it answers`, round(median(ratios(each, each.micros.baton)))),
      ]),
    },
  ];
}

const READS = ['kvs secret/get', 'kvs get', 'kvs entity/get', 'kvs batch/get', 'kvs entity/query', 'kvs query'];

function operationsOf({ calls }: Told): readonly number[] {
  const store = calls.filter((call) => call.startsWith('kvs '));
  const reads = store.filter((call) => READS.includes(call)).length;
  const of = (what: string) => calls.filter((call) => call === what).length;
  return [reads, store.length - reads, of('queue push'), of('call to Slack')];
}

const NOTES = `
Bolt:       its own receiver for function platforms (AwsLambdaReceiver), called as the platform calls it: no socket on either
            side. It verifies, parses, authorizes from a constant, runs one listener that acknowledges, and stores nothing.
same work:  Baton's way in (size, signature on both sides of now, schema of the payload) with nothing behind it.
all of it:  Baton's web trigger as deployed: also makes the app, reads the secret, the message and the approval from the
            store, decides, writes, answers the person, asks for the relay. The store answers at once from memory.`;
