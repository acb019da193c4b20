import { describe, expect, it } from 'vitest';
import type { DigestView } from '../../src/admin/contract';
import { textsOf } from '../slack/view-limits';
import { accepted, PEOPLE, type PersonName, RETURN_POLICY, SHOP_2, type Story, TEAM, tell } from '../support/story';

const { ben, cleo } = PEOPLE;
const WEEKDAYS = [1, 2, 3, 4, 5];
const MORNING = { at: '09:00', days: WEEKDAYS, timeZone: 'Europe/Berlin' };
const people = (...each: { accountId: string }[]) => ({ type: 'user', people: each.map(({ accountId }) => accountId) });

const digestsTo = (story: Story, person: PersonName) =>
  story
    .messages(person)
    .map((message) => textsOf(message.blocks).join('\n'))
    .filter((text) => text.startsWith('Your open approvals'));

async function given(choice: object = MORNING, options: Parameters<typeof tell>[0] = {}): Promise<Story> {
  const story = await tell(options);
  await story.form({ name: 'Both', steps: [{ name: 'All', asks: people(ben, cleo), quorum: { type: 'all' } }] });
  accepted(await story.own<DigestView>('digest/save', 'ben', choice));
  return story;
}

const mailed = ({ sandbox }: Story) => sandbox.mail.all().map(({ subject, to }) => ({ subject, address: to.address }));
const look = async (story: Story, by: PersonName = 'ben') => accepted(await story.own<DigestView>('digest/get', by));

/** Ten minutes before nine o'clock in Berlin. */
async function beforeNine({ sandbox }: Story): Promise<void> {
  const now = sandbox.clock.now();
  sandbox.clock.advance(nextNine(now) - 10 * MINUTE - now);
  await sandbox.drain();
}

async function overNine({ sandbox }: Story): Promise<void> {
  for (let passed = 0; passed < 4; passed += 1) {
    sandbox.clock.advance(5 * MINUTE);
    await sandbox.drain();
  }
}

async function toMorning(story: Story, days = 1): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await beforeNine(story);
    await overNine(story);
  }
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Nine in Berlin is seven in UTC, as long as it is summer there. */
const nextNine = (at: number) => {
  const today = Math.floor(at / DAY) * DAY + 7 * 60 * MINUTE;
  return today - 10 * MINUTE > at ? today : today + DAY;
};

function homeOf({ sandbox }: Story) {
  const { home } = sandbox.slack.open({ team: TEAM, user: ben.slack });
  if (home === undefined) throw new Error('nothing was published for Ben');
  return home;
}

const wordsAtHome = (story: Story) => textsOf(homeOf(story).blocks).join('\n');

async function visit({ sandbox }: Story): Promise<void> {
  sandbox.slack.home({ team: TEAM, user: ben.slack });
  await sandbox.drain();
}

async function press(story: Story, actionId: string): Promise<void> {
  const { id, blocks } = homeOf(story);
  const blockId = blocks.find((block) => JSON.stringify(block).includes(`"action_id":"${actionId}"`))?.block_id;
  story.sandbox.clock.advance(1_000);
  await story.sandbox.slack.click({ viewId: id, user: ben.slack, actionId, blockId: String(blockId) });
  await story.sandbox.drain();
}

async function send({ sandbox }: Story, values: Readonly<Record<string, unknown>>) {
  const viewId = sandbox.slack.open({ team: TEAM, user: ben.slack }).views.at(-1)?.id ?? 'no modal';
  sandbox.clock.advance(1_000);
  const outcome = await sandbox.slack.submit({ viewId, user: ben.slack, values });
  await sandbox.drain();
  return outcome;
}

describe('a daily digest', () => {
  // It is Monday, 8:00 UTC, which is 10:00 in Berlin.
  it('comes once on each chosen day, and tells what waits at that moment', async () => {
    const story = await given();
    await story.start('Both');
    expect(digestsTo(story, 'ben')).toEqual([]);

    await toMorning(story);
    expect(digestsTo(story, 'ben')).toHaveLength(1);
    expect(digestsTo(story, 'ben')[0]).toContain('SHOP-1');
    expect(digestsTo(story, 'cleo')).toEqual([]);

    await story.start('Both', { place: SHOP_2 });
    await story.decide('ben', 'approve');
    await toMorning(story);
    expect(digestsTo(story, 'ben')).toHaveLength(2);
    expect(digestsTo(story, 'ben')[1]).toContain('SHOP-2');
    expect(digestsTo(story, 'ben')[1]).not.toContain('SHOP-1');
    expect(await look(story)).toMatchObject({ last: { ok: true, text: 'Sent in Slack.' } });
  });

  it('leaves the weekend out, and days on which nothing waits', async () => {
    const story = await given();
    await toMorning(story);
    expect(await look(story)).toMatchObject({ last: { text: 'Nothing was waiting, so nothing was sent.' } });

    await story.start('Both');
    // Wednesday to Friday, the weekend, and Monday.
    const counts: number[] = [];
    for (let day = 0; day < 6; day += 1) {
      await toMorning(story);
      counts.push(digestsTo(story, 'ben').length);
    }

    expect(counts).toEqual([1, 2, 3, 3, 3, 4]);
  });

  it('comes when quiet hours end, and says so when they are chosen', async () => {
    // Ben's Slack is on the clocks of UTC, and they count from then on.
    const story = await given({ ...MORNING, at: '07:00', timeZone: 'UTC' });
    await story.start('Both');
    await visit(story);
    await press(story, 'settings');
    await send(story, { 'quiet-from': '06:00', 'quiet-to': '07:10' });
    expect(wordsAtHome(story)).toContain('it comes when they end, at 07:10');

    await beforeNine(story);
    story.sandbox.clock.advance(16 * MINUTE);
    await story.sandbox.drain();
    expect(digestsTo(story, 'ben')).toEqual([]);
    story.sandbox.clock.advance(5 * MINUTE);
    await story.sandbox.drain();

    expect(digestsTo(story, 'ben')).toHaveLength(1);
  });

  it('is chosen in the App Home, and turned off there', async () => {
    const story = await given();
    await story.start('Both');
    await visit(story);
    await press(story, 'digest');
    expect(
      JSON.stringify(await send(story, { 'digest-wanted': 'on', 'digest-at': '07:00', 'digest-days': [] })),
    ).toContain('Choose at least one day.');
    await send(story, { 'digest-wanted': 'on', 'digest-at': '07:00', 'digest-days': ['2', '4'] });
    expect(wordsAtHome(story)).toContain('Daily digest: Tuesday, Thursday at 07:00');

    await toMorning(story, 2);
    expect(digestsTo(story, 'ben')).toHaveLength(1);
    await visit(story);
    expect(wordsAtHome(story)).toMatch(/Last time, <!date.*Sent in Slack\./);

    await press(story, 'digest');
    await send(story, { 'digest-wanted': 'off', 'digest-at': '07:00', 'digest-days': ['2', '4'] });
    await toMorning(story, 7);
    expect(digestsTo(story, 'ben')).toHaveLength(1);
    expect(wordsAtHome(story)).toContain('Daily digest: none');
  });
});

describe('a digest that Slack does not take', () => {
  it('is mailed, and not posted again, when the answer was not seen', async () => {
    const story = await given();
    await story.start('Both');
    story.sandbox.faults.add([{ at: 'slack:chat.postMessage', kind: 'timeout', effect: 'after' }]);

    await toMorning(story);

    expect(digestsTo(story, 'ben')).toHaveLength(1);
    expect(mailed(story)).toEqual([{ subject: 'Your open approvals', address: 'ben@lighthouse.example' }]);
    expect(await look(story)).toMatchObject({ last: { ok: true, text: expect.stringContaining('Sent by e-mail.') } });
  });

  it('is not sent twice by who died in the middle of it', async () => {
    const story = await given();
    await story.start('Both');
    await beforeNine(story);
    const atCall = await callOfPost();
    story.sandbox.faults.add([{ at: 'function:run-command', kind: 'death', atCall, effect: 'after' }]);

    await overNine(story);

    expect(digestsTo(story, 'ben')).toHaveLength(1);
    expect(mailed(story)).toEqual([{ subject: 'Your open approvals', address: 'ben@lighthouse.example' }]);
  });

  it('goes through the mail service to who has no Slack user', async () => {
    const story = await given();
    accepted(await story.own<DigestView>('digest/save', 'dev', MORNING));
    await story.start('Purchase');

    await toMorning(story);

    const digests = mailed(story).filter(({ subject }) => subject === 'Your open approvals');
    expect(digests.map(({ address }) => address)).toEqual(['dev@lighthouse.example']);
    expect(await look(story, 'dev')).toMatchObject({
      last: { ok: true, text: expect.stringContaining('Sent by e-mail.') },
    });
  });

  it('goes through Jira where neither Slack nor a mail service is set up, and a work item waits', async () => {
    const story = await given(MORNING, { prepare: false });
    await story.start('Both');

    await toMorning(story);

    const digests = story.mailsTo('ben').filter(({ subject }) => subject === 'Your open approvals');
    expect(digests.map(({ via }) => via)).toEqual(['jira-notify']);
    expect(digests[0]?.text).toContain('SHOP-1');
  });

  it('is recorded as not sent, with why, where only a page waits there, and is tried again the next day', async () => {
    const story = await given(MORNING, { prepare: false });
    await story.start('Both', { place: RETURN_POLICY });

    await toMorning(story);
    const first = await look(story);
    expect(first).toMatchObject({
      nextAt: nextNine(story.sandbox.clock.now()),
      last: { ok: false, text: expect.stringMatching(/could not be sent. Slack was not connected.*no mail service/) },
    });
    await toMorning(story);

    expect((await look(story)).last?.at).toBe((first.last?.at ?? 0) + DAY);
    expect(mailed(story).filter(({ subject }) => subject === 'Your open approvals')).toEqual([]);
  });

  it('is paused for who is no longer active', async () => {
    const story = await given();
    await story.start('Both');
    story.sandbox.jira.setActive(ben.accountId, false);

    // Who they are is remembered for a day.
    await toMorning(story, 3);
    const sent = digestsTo(story, 'ben').length;
    expect(await look(story)).toMatchObject({ paused: expect.stringContaining('not active') });
    await toMorning(story, 2);

    expect(digestsTo(story, 'ben')).toHaveLength(sent);
  });
});

/** The number of the call to the outside with which the digest is posted, where all goes well. */
async function callOfPost(): Promise<number> {
  const labels: string[] = [];
  const story = await given(MORNING, { turnstile: { pass: async (label) => void labels.push(label) } });
  await story.start('Both');
  await beforeNine(story);
  labels.length = 0;
  await overNine(story);
  const posted = labels.indexOf('slack:chat.postMessage');
  return posted - labels.lastIndexOf('queue:push', posted);
}
