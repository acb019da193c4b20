import { createSandbox } from '../sandbox/sandbox';
import { PEOPLE, type Story, storyOf } from '../test/support/story';
import { printTable } from './table';
import { measured } from './usage';

const BATCH = 25;

/** Copies of the one request that was really made, an hour apart from each other. */
async function fill(story: Story, total: number): Promise<void> {
  const { sandbox } = story;
  const [template] = story.stored('notification').filter(({ value }) => value.recipient === PEOPLE.ben.accountId);
  if (template === undefined) throw new Error('nothing was sent to copy');
  const items = Array.from({ length: total - story.stored('notification').length }, (_, n) => ({
    entityName: 'notification',
    key: `${template.key.slice(0, -6)}${n.toString(16).padStart(6, '0')}`,
    value: { ...template.value, createdAt: sandbox.clock.now() - (n + 1) * 3_600_000 },
  }));
  for (let at = 0; at < items.length; at += BATCH) {
    // The store takes so many writes in a minute.
    if (at % 2_500 === 0) sandbox.clock.advance(60_000);
    const chunk = items.slice(at, at + BATCH);
    const { installationId } = sandbox.world.site;
    const { status } = await sandbox.kvs.handle(installationId, '/api/v1/batch/set', chunk);
    if (status !== 200) throw new Error(`the store refused ${chunk.length} rows: ${status}`);
  }
}

async function callsAt(total: number) {
  const story = storyOf(await createSandbox({ log: () => {} }));
  await story.start('Release approval');
  await fill(story, total);
  const { sandbox } = story;

  async function page(payload: unknown) {
    const { usage } = await measured(sandbox, () =>
      sandbox.invoke({
        module: 'settings',
        functionKey: 'notifications/list',
        accountId: PEOPLE.ada.accountId,
        payload,
      }),
    );
    return usage;
  }
  const panel = (await measured(sandbox, () => story.panel())).usage;
  return { first: await page({}), byStatus: await page({ status: 'sent' }), panel };
}

export async function countPages(sizes: readonly [number, number] = [100, 10_000]): Promise<void> {
  const [few, many] = [await callsAt(sizes[0]), await callsAt(sizes[1])];
  const row = (what: string, of: 'first' | 'byStatus' | 'panel') => {
    const [one, other] = [few[of], many[of]];
    const same = one.reads === other.reads && one.writes === other.writes;
    return [what, one.reads, other.reads, one.readBytes, other.readBytes, same ? 'as many calls' : 'MORE calls'];
  };
  printTable(
    'A page of the history, KVS reads and bytes',
    ['page', ...sizes.map((size) => `reads at ${size}`), ...sizes.map((size) => `bytes at ${size}`), 'budget'],
    [row('history, newest', 'first'), row('history, by status', 'byStatus'), row('panel of a work item', 'panel')],
  );
}
