import { describe, expect, it } from 'vitest';
import type { Deps } from '../../src/admin/placing';
import type { Delivery } from '../../src/approvals/core/definition';
import { toSlackTeamId } from '../../src/shared/brand';
import { TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import { BEN, userStep } from '../support/builders';
import { ADMIN, formOf, givenAdmin } from './given-admin-api';

const T1 = toSlackTeamId('T1');
const RELEASES = { id: 'C1', name: 'as it was called once' };
const IN_CHANNEL: Delivery = { mode: 'both', channel: RELEASES };

type Places = Deps['places'];
const found: Places['look'] = async ({ channel }) =>
  ok({ workspace: { team: T1 }, ...(channel === undefined ? {} : { channel: { id: channel.id, name: 'releases' } }) });
const wrong: Places['look'] = async () => err({ at: 'channel', problem: 'must be a channel that Baton can post in' });

/** What is asked of Slack is written down, in order. */
function given(
  { look = found, enter = found }: Partial<Places> = {},
  faults: { field: string; problem: string }[] = [],
) {
  const toSlack: string[] = [];
  const noted =
    (what: string, ask: Places['look']): Places['look'] =>
    (delivery) => {
      toSlack.push(`${what} ${delivery.mode} ${delivery.channel?.id ?? ''}`.trim());
      return ask(delivery);
    };
  return { toSlack, ...givenAdmin({ places: { look: noted('look', look), enter: noted('enter', enter) }, faults }) };
}

const inTerms = (delivery: Delivery) => {
  const form = formOf();
  return { ...form, terms: { ...(form.terms as object), delivery } };
};
const inSteps = (...deliveries: readonly (Delivery | undefined)[]) =>
  formOf({
    steps: deliveries.map((delivery, n) => {
      const step = userStep([BEN], { type: 'all' }, `Step ${n + 1}`);
      return delivery === undefined ? step : { ...step, delivery };
    }),
  });

describe('a definition that says where people are asked', () => {
  it('is saved with the channel as Slack calls it, and the workspace that it is in', async () => {
    const { api, saved, toSlack } = given();

    await api('definitions/save', ADMIN, { definition: inTerms(IN_CHANNEL) });

    const delivery = { mode: 'both', workspace: 'T1', channel: { id: 'C1', name: 'releases' } };
    expect(saved).toMatchObject([{ draft: { terms: { delivery } } }]);
    expect(toSlack).toEqual(['look both C1', 'enter both C1']);
  });

  it('goes on following the default channel and workspace where it names none', async () => {
    const { api, saved } = given();

    await api('definitions/save', ADMIN, { definition: inSteps({ mode: 'channel' }) });

    expect(saved).toMatchObject([{ draft: { steps: [{ delivery: { mode: 'channel' } }] } }]);
    expect(JSON.stringify(saved)).not.toContain('T1');
  });

  it('is refused with the path of each place that is wrong, and nothing is saved or entered', async () => {
    const { api, saved, toSlack } = given({ look: wrong }, [{ field: 'name', problem: 'must not be empty' }]);
    const form = inSteps(IN_CHANNEL, undefined, IN_CHANNEL);

    const answer = await api('definitions/save', ADMIN, { definition: form });

    const places = ['name', 'steps[0].delivery.channel', 'steps[2].delivery.channel'];
    expect(answer).toMatchObject({ ok: false, faults: places.map((field) => ({ field })) });
    expect(saved).toEqual([]);
    expect(toSlack).toEqual(['look both C1']);
  });

  it('is refused where Slack does not let Baton in', async () => {
    const { api, saved } = given({ enter: wrong });

    expect(await api('definitions/save', ADMIN, { definition: inTerms(IN_CHANNEL) })).toMatchObject({
      ok: false,
      field: 'terms.delivery.channel',
      error: expect.stringContaining('must be a channel that Baton can post in'),
    });
    expect(saved).toEqual([]);
  });

  it('is checked without going anywhere', async () => {
    const { api, toSlack } = given({ look: wrong });

    const answer = await api('definitions/check', ADMIN, { definition: inTerms(IN_CHANNEL) });

    expect(answer).toMatchObject({ ok: true, value: { faults: [{ field: 'terms.delivery.channel' }] } });
    expect(toSlack).toEqual(['look both C1']);
  });

  it('does not ask Slack about what cannot be right', async () => {
    const { api, toSlack } = given();

    await api('definitions/check', ADMIN, { definition: inTerms({ ...IN_CHANNEL, mode: 'direct' }) });

    expect(toSlack).toEqual([]);
  });

  it('is tried in a dry run whether Slack answers or not', async () => {
    const { api, toSlack } = given({ look: wrong });
    const subject = { kind: 'work-item', id: 'OPS-1' };

    expect(await api('definitions/dry-run', ADMIN, { definition: inTerms(IN_CHANNEL), subject })).toMatchObject({
      ok: true,
    });
    expect(toSlack).toEqual([]);
  });
});

describe('while Slack does not answer', () => {
  const silent: [string, Error][] = [
    ['says that it is busy', new TransientError('ratelimited')],
    ['says nothing', new UnknownOutcomeError('http-504')],
  ];

  it.each(silent)('or %s, nothing is saved, and the person is told to try again', async (_how, error) => {
    const { api, saved } = given({ look: () => Promise.reject(error) });
    const definition = inTerms(IN_CHANNEL);

    for (const call of ['definitions/save', 'definitions/check'] as const) {
      const answer = await api(call, ADMIN, { definition });
      expect(answer).toEqual({ ok: false, error: expect.stringMatching(/Nothing was saved; try again/) });
    }
    expect(saved).toEqual([]);
  });

  it('what is known to be wrong is told all the same', async () => {
    const look = () => Promise.reject(new TransientError('ratelimited'));
    const { api } = given({ look }, [{ field: 'name', problem: 'must not be empty' }]);

    expect(await api('definitions/save', ADMIN, { definition: inTerms(IN_CHANNEL) })).toMatchObject({
      ok: false,
      faults: [{ field: 'name' }],
    });
  });

  it('a fault of another kind is not taken for it', async () => {
    const { api } = given({ look: () => Promise.reject(new TypeError('a defect')) });

    await expect(api('definitions/save', ADMIN, { definition: inTerms(IN_CHANNEL) })).rejects.toThrow('a defect');
  });
});
