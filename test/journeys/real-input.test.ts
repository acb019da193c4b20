import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { ProductEvent } from '../../sandbox/twin';
import { readContract } from '../support/contracts';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

const TRIGGER = 'work-item-events';
const FOLDER = 'atlassian/forge-events';
const event = z.looseObject({ eventType: z.string() });
const sample = z.union([z.object({ payload: event }).transform(({ payload }) => payload), event]);
const file = z.looseObject({ samples: z.array(sample).optional(), examples: z.array(sample).optional() });

const files = ['jira.samples', 'confluence.official-examples', 'confluence.derived-samples'].map((name) =>
  readContract(`${FOLDER}/${name}.json`),
);
const samples: ProductEvent[] = files.flatMap((each) => {
  const { samples: some = [], examples = [] } = file.parse(each ?? {});
  return [...some, ...examples];
});

const without = (value: Record<string, unknown>, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

/** The event as it is, without each of its members in turn, without each member of its members, and bare. */
function variantsOf(whole: ProductEvent): ProductEvent[] {
  const { eventType, ...rest } = whole;
  const outer = Object.keys(rest).map((key) => ({ eventType, ...without(rest, key) }));
  const inner = Object.entries(rest).flatMap(([key, value]) => {
    const parsed = z.record(z.string(), z.unknown()).safeParse(value);
    if (!parsed.success) return [];
    return Object.keys(parsed.data).map((name) => ({ ...whole, [key]: without(parsed.data, name) }));
  });
  return [whole, ...outer, ...inner, { eventType }];
}

const manifestFile = z.looseObject({ modules: z.looseObject({}) });

/** Baton with one trigger that subscribes to everything, so that its function gets every sample. */
function subscribedToAll(): string {
  const manifest = manifestFile.parse(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')));
  const events = [...new Set(samples.map(({ eventType }) => eventType))];
  const trigger = [{ key: TRIGGER, function: 'product-events', events }];
  return stringify({ ...manifest, modules: { ...manifest.modules, trigger } });
}

const kept = ({ sandbox }: Story) => sandbox.kvs.dump(sandbox.world.site.installationId);

describe.skipIf(files.includes(undefined))('every event of the official and derived samples', () => {
  it('leaves everything as it is when Forge delivers what the manifest asks for', async () => {
    const story = await tell();
    await story.start('Release approval');
    const before = kept(story);

    for (const each of samples.flatMap(variantsOf)) story.sandbox.event('jira', each);
    const { ran } = await story.sandbox.drain();

    expect(ran[TRIGGER]).toBeGreaterThan(0);
    expect(kept(story)).toEqual(before);
    expect(story.sandbox.state().dropped).toEqual([]);
  });

  it.each(samples.map((each) => [each.eventType, each] as const))(
    '%s is read by the function without an error and without a write, whatever is missing',
    async (_type, whole) => {
      const story = await tell({ manifest: subscribedToAll() });
      await story.start('Release approval');
      const before = kept(story);
      const from = story.sandbox.invocations().length;
      const variants = variantsOf(whole);

      for (const each of variants) story.sandbox.event('jira', each);
      await story.sandbox.drain();

      const invocations = story.sandbox.invocations().slice(from);
      expect(invocations.filter((each) => each.function === 'product-events')).toHaveLength(variants.length);
      expect(invocations.filter(({ outcome }) => outcome !== 'returned')).toEqual([]);
      expect(invocations.reduce((sum, { kvs }) => sum + kvs.writes, 0)).toBe(0);
      expect(kept(story)).toEqual(before);
      expect(story.sandbox.state().deliveries[TRIGGER]?.waiting).toBe(0);
    },
  );

  it('are more than a few', () => {
    expect(samples.length).toBeGreaterThan(25);
  });
});

describe('the deletion of the work item', () => {
  it('cancels its open approval and updates the messages', async () => {
    const story = await tell();
    await story.start('Release approval');

    story.sandbox.jira.delete('SHOP-1', PEOPLE.ada.accountId);
    await story.sandbox.drain();

    for (const person of ['ben', 'cleo'] as const) {
      expect(choicesOf(story.message(person))).toEqual([]);
      expect(wordsOf(story.message(person))).toContain('Cancelled: Release approval');
    }
    expect(story.stored('approval')[0]?.value).toMatchObject({
      state: 'closed',
      data: { approval: { status: 'cancelled', cancelled: 'subject-deleted' } },
    });
    expect(story.stored('audit').at(-1)?.value).toMatchObject({ actor: 'system' });
    expect(await story.history('dead')).toEqual([]);
  });

  it('leaves the approvals of other work items alone', async () => {
    const story = await tell();
    await story.start('Release approval');

    story.sandbox.jira.delete('SHOP-2', PEOPLE.ada.accountId);
    await story.sandbox.drain();

    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
  });

  it.each(['duplicate', 'reorder'] as const)('is told once though the event comes as a %s', async (kind) => {
    const story = await tell();
    await story.start('Release approval');
    story.sandbox.faults.add([{ at: 'event:avi:jira:deleted:issue', kind }]);

    story.sandbox.jira.delete('SHOP-1', PEOPLE.ada.accountId);
    await story.settle();

    const closings = story.stored('audit').filter(({ value }) => JSON.stringify(value).includes('approval.closed'));
    expect(closings).toHaveLength(1);
    expect(choicesOf(story.message('cleo'))).toEqual([]);
  });

  it('changes nothing of an approval that is over', async () => {
    const story = await tell();
    await story.start('Release approval');
    await story.press('ben', 'reject');
    const before = story.stored('approval');

    story.sandbox.jira.delete('SHOP-1', PEOPLE.ada.accountId);
    await story.settle();

    expect(story.stored('approval')).toEqual(before);
    expect(wordsOf(story.message('cleo'))).toContain('Rejected: Release approval');
  });
});
