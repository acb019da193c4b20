import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeClaim } from '../../src/ledger/claim';
import type { Notification } from '../../src/notifications/core/model';
import { approvalOfToken, createNotificationStore, notificationKey } from '../../src/notifications/store';
import { toAccountId, toApprovalId, toSlackTeamId } from '../../src/shared/brand';
import { UnreadableError } from '../../src/shared/errors';
import { ADA, BEN, decision, EVE, fingerprint, notification, RITA, slackMessage, userStep } from '../support/builders';
import { asker, resubmission } from '../support/commands';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { played } from '../support/running-approvals';

const APPROVAL = toApprovalId('apr-0123456789abcdef0123');
const toAda = { kind: 'approval-request', step: 0, recipient: ADA, round: 0 } as const;

/** Also what no key may hold. */
const someAccount = fc
  .array(fc.constantFrom('712020', ':', 'a', '/', ' ', 'é', '\u0000', '😀'))
  .map((parts) => parts.join(''));

const inChannel = { team: toSlackTeamId('T1'), channel: { id: 'C1', name: 'releases' } };

function given() {
  const store = createMemoryStore({ clock: fakeClock() });
  return { store, rows: createNotificationStore(store) };
}

describe('the key of a notification', () => {
  it('is the same for the same thing told to the same person', () => {
    expect(notificationKey(APPROVAL, toAda)).toBe(notificationKey(APPROVAL, { ...toAda }));
  });

  it.each([
    ['another person', APPROVAL, { ...toAda, recipient: BEN }],
    ['another step', APPROVAL, { ...toAda, step: 1 }],
    ['another kind', APPROVAL, { ...toAda, kind: 'reminder' }],
    ['nobody', APPROVAL, { kind: 'approval-request', step: 0, round: 0 }],
    ['another round', APPROVAL, { ...toAda, round: 1 }],
    ['a topic', APPROVAL, { ...toAda, topic: 'outcome' }],
    ['another approval', toApprovalId('apr-2'), toAda],
  ] as const)('is another one for %s', (_name, approval, planned) => {
    expect(notificationKey(approval, planned)).not.toBe(notificationKey(APPROVAL, toAda));
  });

  it('holds legal characters only, is short, and never names the person', () => {
    fc.assert(
      fc.property(someAccount, fc.nat(), (account, step) => {
        const key = notificationKey(APPROVAL, { ...toAda, step, recipient: toAccountId(account) });

        return key.startsWith(APPROVAL) && /^:[0-9a-f]{24}$/.test(key.slice(APPROVAL.length));
      }),
    );
  });

  it('does not contain an account id as Atlassian makes them', () => {
    const account = '712020:1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e';

    expect(notificationKey(APPROVAL, { ...toAda, recipient: toAccountId(account) })).not.toContain(account);
  });

  it('is the token from which the approval is read', () => {
    expect(approvalOfToken(notificationKey(APPROVAL, toAda))).toBe(APPROVAL);
  });

  const digest = 'a'.repeat(24);
  it.each([
    ['nothing', ''],
    ['an approval alone', 'apr-1'],
    ['a digest alone', `:${digest}`],
    ['a short digest', `apr-1:${digest.slice(1)}`],
    ['a long digest', `apr-1:${digest}a`],
    ['capital letters', `apr-1:${'A'.repeat(24)}`],
    ['a path', `../apr-1:${digest}`],
    ['two approvals', `apr-1:apr-2:${digest}`],
    ['a line more', `apr-1:${digest}\n`],
    ['an endless name', `${'a'.repeat(65)}:${digest}`],
  ])('is not taken for a token: %s', (_name, token) => {
    expect(approvalOfToken(token)).toBeUndefined();
  });
});

describe('a stored notification', () => {
  it.each<[string, Partial<Notification>]>([
    ['new', {}],
    ['held', { claim: takeClaim('post', START), attempts: 1 }],
    ['sent', { progress: { status: 'sent' }, slack: slackMessage(), shown: 2, retryAt: 0 }],
    ['to be mailed', { progress: { status: 'pending', fallback: 'no-slack-user' } }],
    ['suppressed', { progress: { status: 'suppressed', reason: 'settled-before-sent' }, asks: false }],
    ['suppressed after a post', { progress: { status: 'suppressed', reason: 'a', fallback: 'answer-not-seen' } }],
    ['a notice', { kind: 'notice', topic: 'deadlock', round: 12, recipient: EVE, asks: false }],
    ['an effect that is being done', { kind: 'effect', round: 2, claim: takeClaim('effect', START) }],
    ['told in a channel', { progress: { status: 'suppressed', reason: 'told-in-channel' }, slack: slackMessage() }],
    ['told directly instead', { directly: 'not_in_channel' }],
    ['dead', { progress: { status: 'dead', reason: 'no-email' } }],
  ])('comes back as it was: %s', async (_name, more) => {
    const { rows } = given();
    const row = notification(more);

    expect(await rows.create(row)).toBe('created');

    expect(await rows.load(row.key)).toEqual(row);
  });

  it.each<[string, Partial<Notification>]>([
    ['a request in a channel', { kind: 'channel-request', slack: inChannel }],
    ['with who was in it', { kind: 'channel-request', slack: inChannel, audience: { members: [ADA], others: [BEN] } }],
    ['an end in the thread of one', { kind: 'channel-outcome', slack: { ...inChannel, thread: '1.1' } }],
    ['a channel that could not be told', { kind: 'channel-request', claim: takeClaim('direct', START) }],
  ])('comes back as it was: %s', async (_name, more) => {
    const { rows } = given();
    const { recipient: _, ...row } = notification(more);
    await rows.create(row);

    expect(await rows.load(row.key)).toStrictEqual(row);
  });

  it('of a version that knew direct messages alone can be read', async () => {
    const { store, rows } = given();
    const row = notification({ slack: slackMessage() });
    await rows.create(row);
    const value = store.all('notification').get(row.key) as { data: object };
    const slack = { team: 'T1', user: 'U-ada', posted: { channel: 'D1', ts: '1.1' } };

    expect(rows.parse(row.key, { ...value, data: { ...value.data, slack } })).toEqual(row);
  });

  it('for nobody comes back without a recipient', async () => {
    const { rows } = given();
    const { recipient: _, ...row } = notification({ kind: 'state-property' });
    await rows.create(row);

    expect(await rows.load(row.key)).toStrictEqual(row);
  });

  it('is created once', async () => {
    const { rows } = given();
    await rows.create(notification());

    expect(await rows.create(notification({ attempts: 9 }))).toBe('exists');
  });

  it('moves on from the version that was read, and from no other', async () => {
    const { rows } = given();
    const row = notification();
    await rows.create(row);

    const moved = await rows.replace({ ...row, attempts: 1 });
    const late = await rows.replace({ ...row, attempts: 2 });

    expect(moved).toMatchObject({ version: 2, attempts: 1 });
    expect(late).toBeUndefined();
    expect(await rows.load(row.key)).toEqual(moved);
  });

  it.each([
    ['a later shape', { v: 2 }, 'data.v'],
    ['a kind that is not known', { kind: 'poem' }, 'data.kind'],
    ['a topic that is not known', { topic: 'weather' }, 'data.topic'],
    ['no asking', { round: undefined }, 'data.round'],
    ['a status that is not known', { progress: { status: 'lost' } }, 'data.progress.status'],
  ])('with %s is refused by the name of the field', async (_name, mangled, field) => {
    const { store, rows } = given();
    const row = notification();
    await rows.create(row);
    const value = store.all('notification').get(row.key) as { data: object };

    const read = () => rows.parse(row.key, { ...value, data: { ...value.data, ...mangled } });

    expect(read).toThrow(UnreadableError);
    expect(read).toThrow(field);
  });
});

describe('the lists of notifications', () => {
  async function givenRows(...more: readonly Partial<Notification>[]) {
    const { rows } = given();
    for (const [n, each] of more.entries()) await rows.create(notification({ key: `row-${n}`, ...each }));
    return rows;
  }

  it('are newest first, of all or of one status', async () => {
    const rows = await givenRows({ createdAt: 1 }, { createdAt: 3, progress: { status: 'sent' } }, { createdAt: 2 });
    const keys = async (asked: Parameters<typeof rows.list>[0]) => (await rows.list(asked)).rows.map(({ key }) => key);

    expect(await keys({ limit: 10 })).toEqual(['row-1', 'row-2', 'row-0']);
    expect(await keys({ limit: 10, status: 'pending' })).toEqual(['row-2', 'row-0']);
  });

  it('name what somebody is still asked, newest first, and nothing of others', async () => {
    const rows = await givenRows(
      { createdAt: 1 },
      { createdAt: 2, asks: false },
      { createdAt: 3, recipient: BEN },
      { createdAt: 4, progress: { status: 'dead', reason: 'no-email' } },
      { createdAt: 5 },
    );
    const keys = async (...asked: Parameters<typeof rows.inboxOf>) =>
      (await rows.inboxOf(...asked)).map(({ key }) => key);

    expect(await keys(ADA)).toEqual(['row-4', 'row-3', 'row-0']);
    expect(await keys(ADA, 1)).toEqual(['row-4']);
  });

  it('name the request of each reader in the asking that is theirs now', async () => {
    const { rows } = given();
    const { next } = played(
      [userStep([ADA, BEN])],
      decision(ADA, 'request-changes'),
      resubmission(asker(RITA), fingerprint()),
    );
    for (const round of [0, 1]) {
      const key = notificationKey(next.id, { ...toAda, round });
      await rows.create(notification({ key, round }));
    }

    const requestOf = await rows.requestsOf(next);

    expect(requestOf(0, ADA)).toMatchObject({ round: 1 });
    expect([requestOf(0, BEN), requestOf(1, ADA)]).toEqual([undefined, undefined]);
  });

  it('name what is due: tries whose time has come, and claims that ended', async () => {
    const keyOf = (n: number) => `apr-1:${String(n).repeat(24)}`;
    const rows = await givenRows(
      { key: keyOf(0), retryAt: START },
      { key: keyOf(1), retryAt: START + 1 },
      { key: keyOf(2), claim: { doing: 'post', until: START } },
      { key: keyOf(3), claim: { doing: 'post', until: START + 1 } },
      { key: keyOf(4), progress: { status: 'sent' }, shown: 2, retryAt: 0 },
      { key: keyOf(5), progress: { status: 'dead', reason: 'no-email' }, retryAt: 0 },
    );

    const due = await rows.due(START);

    expect(due.rows).toEqual([
      { key: keyOf(0), approvalId: 'apr-1' },
      { key: keyOf(2), approvalId: 'apr-1' },
    ]);
  });

  it('name what is due without reading what it holds, so that one mangled row stops no sweep', async () => {
    const { store, rows } = given();
    const key = `apr-1:${'a'.repeat(24)}`;
    await rows.create(notification({ key, retryAt: START }));
    const value = store.all('notification').get(key) as { version: number; data: object };
    await store.commit([
      { entity: 'notification', key, value: { ...value, data: { v: 99 } }, ifVersion: value.version },
    ]);

    const due = await rows.due(START);

    expect(due.rows).toEqual([{ key, approvalId: 'apr-1' }]);
  });
});
