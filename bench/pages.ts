import { createSandbox } from '../sandbox/sandbox';
import { PEOPLE, type Story, storyOf } from '../test/support/story';
import { holds, type Section } from './budget';
import { measured, type Usage } from './usage';

const FEW = 100;
const MANY = 20_000;
const BATCH = 25;
/** The store takes so many writes in a minute. */
const WRITES_A_MINUTE = 2_500;

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
    if (at % WRITES_A_MINUTE === 0) sandbox.clock.advance(60_000);
    const chunk = items.slice(at, at + BATCH);
    const { status } = await sandbox.kvs.handle(sandbox.world.site.installationId, '/api/v1/batch/set', chunk);
    if (status !== 200) throw new Error(`the store refused ${chunk.length} rows: ${status}`);
  }
}

type Pages = Record<'newest' | 'byStatus' | 'panel', Usage>;

async function pagesAt(total: number): Promise<Pages> {
  const story = storyOf(await createSandbox({ log: () => {} }));
  await story.start('Release approval');
  await fill(story, total);
  const { sandbox } = story;
  const of = async (act: () => Promise<unknown>) => (await measured(sandbox, act)).usage;
  const pages = {
    newest: await of(() => story.history()),
    byStatus: await of(() => story.history('sent')),
    panel: await of(() => story.panel()),
  };
  await sandbox.close();
  return pages;
}

export async function countPages(): Promise<readonly Section[]> {
  const [few, many] = [await pagesAt(FEW), await pagesAt(MANY)];
  const line = (what: string, of: keyof Pages) => {
    const [one, other] = [few[of], many[of]];
    const show = `${other.reads} reads, ${other.readBytes} bytes`;
    return holds(what, show, `${one.reads} reads, ${one.readBytes} bytes`, other.reads <= one.reads);
  };
  return [
    {
      title: `A page at ${MANY} notifications, against the same page at ${FEW} (as many KVS calls)`,
      lines: [
        line('history, newest first', 'newest'),
        line('history, by status', 'byStatus'),
        line('panel of a work item', 'panel'),
      ],
    },
  ];
}
