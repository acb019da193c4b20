import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readToken, toPersonMark, toToken } from '../../src/external/link';
import { createLinkKey } from '../../src/external/link-key';
import { createLinkMaker } from '../../src/external/link-maker';
import { toApprovalId, toExternalId } from '../../src/shared/brand';
import { DAY_MS, EVE, externalStep, notification, userStep } from '../support/builders';
import { staffing, stepClock } from '../support/commands';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { approvalAfter, startedApproval } from '../support/running-approvals';
import { KEY } from './given-page';

const addressed = { approval: toApprovalId('apr-1f'), step: 2, round: 1, recipient: EVE, expiresAt: START + 1 };

it('says what it was made of, and no address', () => {
  const token = toToken(KEY, addressed);

  expect(readToken(KEY, token)).toEqual({
    approval: 'apr-1f',
    step: 2,
    round: 1,
    expiresAt: START + 1,
    person: toPersonMark(KEY, EVE),
  });
  expect(token).toMatch(/^[\w.-]+$/);
  expect(token).not.toContain('eve');
  expect(toPersonMark('another key', EVE)).not.toBe(toPersonMark(KEY, EVE));
});

it('is not valid with any one character exchanged, added or missing, nor with another key', () => {
  const token = toToken(KEY, addressed);
  const letters = 'ABCXYZabcxyz0189-_.';
  const changed = [...token].flatMap((character, index) => [
    ...[...letters]
      .filter((each) => each !== character)
      .map((each) => token.slice(0, index) + each + token.slice(index + 1)),
    token.slice(0, index) + token.slice(index + 1),
    `${token.slice(0, index)}a${token.slice(index)}`,
  ]);

  expect(changed.filter((each) => each !== token && readToken(KEY, each) !== undefined)).toEqual([]);
  expect(readToken(`${KEY}.`, token)).toBeUndefined();
});

it('survives any text in its place', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readToken(KEY, text) === undefined));
});

it('is different for each approval, step, round, person and end', () => {
  const tokens = [
    addressed,
    { ...addressed, approval: toApprovalId('apr-1e') },
    { ...addressed, step: 3 },
    { ...addressed, round: 2 },
    { ...addressed, recipient: toExternalId('zoe@partner.example') },
    { ...addressed, expiresAt: START + 2 },
  ].map((each) => toToken(KEY, each));

  expect(new Set(tokens).size).toBe(6);
});

const ids = () => {
  let count = 0;
  return {
    next: (prefix: string) => {
      count += 1;
      return `${prefix}-${count}`;
    },
  };
};

it('is signed with a key that is made once and kept', async () => {
  const store = createMemoryStore({ clock: fakeClock() });
  const source = ids();

  const first = await createLinkKey({ store, ids: source }).load();
  const second = await createLinkKey({ store, ids: source }).load();

  expect(first).toMatch(/^[\w-]{43}$/);
  expect(second).toBe(first);
});

it('is signed with the key that stands there when two make one at once', async () => {
  const store = createMemoryStore({ clock: fakeClock() });
  const source = ids();

  const keys = await Promise.all([
    createLinkKey({ store, ids: source }).load(),
    createLinkKey({ store, ids: source }).load(),
  ]);

  expect(keys).toEqual([keys[0], keys[0]]);
  expect(await createLinkKey({ store, ids: source }).load()).toBe(keys[0]);
});

const linkOf = async (url: string) => readToken(KEY, new URL(url).searchParams.get('t') ?? '');
const maker = createLinkMaker({ key: async () => KEY, pageUrl: async () => 'https://hook.example/x1/abc' });
const external = startedApproval([userStep([]), externalStep(['eve@partner.example'], { together: true })]).next;

it('ends thirty days after a request of a step without a deadline', async () => {
  const { url } = await maker({ approval: external, row: { ...notification(), step: 1, round: 0 } }, EVE);

  expect(await linkOf(url)).toMatchObject({ approval: external.id, step: 1, expiresAt: START + 30 * DAY_MS });
});

it('is of the present asking in a reminder, whose own number counts reminders', async () => {
  const { url } = await maker(
    { approval: external, row: { ...notification(), kind: 'reminder', step: 1, round: 3 } },
    EVE,
  );

  expect(await linkOf(url)).toMatchObject({ step: 1, round: 0 });
});

it('leads from a notice of the whole approval to the step that is open to the reader', async () => {
  const { url } = await maker(
    { approval: external, row: { ...notification(), kind: 'notice', step: 0, round: 9 } },
    EVE,
  );

  expect(await linkOf(url)).toMatchObject({ step: 1, round: 0 });
});

it('leads from a notice past a step that was due before it was told', async () => {
  const steps = [externalStep(['eve@partner.example']), externalStep(['eve@partner.example'], { together: true })];
  const late = approvalAfter(steps, staffing([EVE], { clock: stepClock({ dueAt: START + 1 }) }));
  const row = { ...notification(), kind: 'notice' as const, step: 0, round: 9 };

  expect(await linkOf((await maker({ approval: late, row: { ...row, createdAt: START + 1 } }, EVE)).url)).toMatchObject(
    {
      step: 1,
    },
  );
  expect(await linkOf((await maker({ approval: late, row: { ...row, createdAt: START } }, EVE)).url)).toMatchObject({
    step: 0,
  });
});
