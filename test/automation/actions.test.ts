import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createActions } from '../../src/automation/actions';
import { toApprovalId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, page, RITA } from '../support/builders';
import { givenApi } from './given-api';

async function given({ isAdmin = false, blind = false } = {}) {
  const api = await givenApi();
  const read = blind ? async () => undefined : api.read;
  let rule = 0;
  const actionsNow = () => {
    rule += 1;
    return createActions({
      operations: api.operations,
      read,
      isAdmin: async () => isAdmin,
      correlation: `rule-${rule}`,
    });
  };
  return { ...api, actions: actionsNow(), actionsNow };
}

const INPUTS = { definition: 'Release', workItemKey: 'OPS-1', pageId: '', requester: null };
const idIn = (answer: object): string => ('approvalId' in answer ? String(answer.approvalId) : '');

it('starts an approval in the name of the person whose connection the rule has', async () => {
  const { actions, approvals, started } = await given();

  const answer = await actions.start(INPUTS, RITA);

  expect(answer).toEqual({
    approvalId: expect.stringMatching(/^apr-/),
    state: 'pending',
    definition: 'Release',
    outdated: false,
  });
  expect(await approvals.load(toApprovalId(await started({ requestId: 'rule-1' })))).toMatchObject({
    state: { requester: RITA, id: idIn(answer) },
  });
});

it('starts a new one each time a rule runs, unless it names the request', async () => {
  const { actionsNow } = await given();
  const runs = [INPUTS, INPUTS, { ...INPUTS, requestId: 'r' }, { ...INPUTS, requestId: 'r' }];

  const ids: string[] = [];
  for (const inputs of runs) ids.push(idIn(await actionsNow().start(inputs, RITA)));

  expect(new Set(ids).size).toBe(3);
  expect(ids[3]).toBe(ids[2]);
});

it.each([
  ['nothing', {}, 'definition'],
  ['an unknown definition', { ...INPUTS, definition: 'None' }, 'There is no approval definition'],
  ['another requester', { ...INPUTS, requester: BEN }, 'Only an administrator'],
  ['something unreadable', { ...INPUTS, definition: 7 }, 'cannot be read'],
  ['no inputs', undefined, 'cannot be read'],
])('stops the rule at %s', async (_what, inputs, words) => {
  const { actions, store } = await given();

  expect(await actions.start(inputs, RITA)).toEqual({ errors: [{ message: expect.stringContaining(words) }] });
  expect(store.all('approval').size).toBe(0);
});

it('starts for somebody else where an administrator asks', async () => {
  const { actions } = await given({ isAdmin: true });

  expect(await actions.start({ ...INPUTS, requester: BEN }, RITA)).toMatchObject({ state: 'pending' });
});

it('does nothing for nobody', async () => {
  const { actions } = await given();

  expect(await actions.start(INPUTS, undefined)).toMatchObject({ errors: [{}] });
});

it('cancels for the requester, and for no other who is not an administrator', async () => {
  const { actions } = await given();
  const approvalId = idIn(await actions.start(INPUTS, RITA));

  expect(await actions.cancel({ approvalId }, BEN)).toMatchObject({
    errors: [{ message: expect.stringContaining('Only the requester') }],
  });
  expect(await actions.cancel({ approvalId }, RITA)).toMatchObject({ state: 'cancelled' });
});

it('neither reads nor cancels what the person may not see', async () => {
  const { started, operations, callerOf, actions } = await given({ blind: true });
  const approvalId = await started();

  const hidden = { errors: [{ message: 'There is no such approval.' }] };
  expect(await actions.read({ approvalId }, CLEO)).toEqual(hidden);
  expect(await actions.cancel({ approvalId }, RITA)).toEqual(hidden);
  expect(await operations.readFrom({ approval: approvalId }, callerOf(ADA))).toMatchObject({ ok: true });
});

it('reads the newest that still runs, of a definition where one is named', async () => {
  const { actionsNow, actions } = await given();
  const [old, young] = [await actionsNow().start(INPUTS, RITA), await actionsNow().start(INPUTS, RITA)];
  await actions.cancel({ approvalId: idIn(young) }, RITA);

  expect(await actions.read({ workItemKey: 'OPS-1' }, ADA)).toMatchObject({ approvalId: idIn(old), state: 'pending' });
  expect(await actions.read({ workItemKey: 'OPS-1', definition: 'release' }, ADA)).toMatchObject({
    approvalId: idIn(old),
  });
  expect(await actions.read({ approvalId: idIn(young) }, ADA)).toMatchObject({ state: 'cancelled' });
  expect(await actions.read({ workItemKey: 'OPS-1', definition: 'Other' }, ADA)).toMatchObject({ errors: [{}] });
  expect(await actions.read({ pageId: page().id }, ADA)).toMatchObject({ errors: [{}] });
});

it('never throws, whatever the inputs', async () => {
  const { actions } = await given();

  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.constantFrom('start', 'cancel', 'read'), async (inputs, name) => {
      expect(await actions[name as 'start'](inputs, RITA)).toMatchObject({ errors: [{}] });
    }),
  );
});
