import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { accepted, PEOPLE, TEAM, tell } from '../support/story';

let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  sandboxes = [];
});

const SHOP_FLOOR = { id: 'C0SHOPFLR', name: 'whatever the file says' };

async function given() {
  const story = await tell();
  const { sandbox } = story;
  sandboxes.push(sandbox);
  const asks = { type: 'user', people: [PEOPLE.ben.accountId, PEOPLE.dev.accountId] };
  const step = { name: 'Review', asks, quorum: { type: 'any' } };
  const form = (delivery: object, own?: object) => ({
    name: 'Shop floor',
    steps: [own === undefined ? step : { ...step, delivery: own }, step],
    terms: { delivery },
  });
  const names = async () => accepted(await story.admin('definitions/list')).map(({ name }) => name);
  return { ...story, form, names };
}

it('a definition is saved with the channel in which people are asked, and Baton is in it from then on', async () => {
  const { admin, form } = await given();

  const saved = accepted(await admin('definitions/save', { definition: form({ mode: 'both', channel: SHOP_FLOOR }) }));
  const verdict = accepted(await admin('slack/check-channel', { teamId: TEAM, channel: SHOP_FLOOR.id }));
  const { json } = accepted(await admin('definitions/export', { id: saved.id }));

  const delivery = { mode: 'both', workspace: TEAM, channel: { id: SHOP_FLOOR.id, name: 'shop-floor' } };
  expect(saved.form.terms.delivery).toEqual(delivery);
  expect(JSON.parse(json).terms.delivery).toEqual(delivery);
  expect(verdict).toMatchObject({ name: 'shop-floor', joins: false });
});

it('a file of another site is refused with each place that is not here, and nothing is saved', async () => {
  const { admin, form, names } = await given();
  const elsewhere = { mode: 'channel', workspace: 'T0OTHER01', channel: { id: 'C0OTHER01', name: 'far' } };
  const archived = { mode: 'channel', workspace: TEAM, channel: { id: 'C0OLDNEWS', name: 'old' } };

  const refused = await admin('definitions/save', { definition: JSON.stringify(form(elsewhere, archived)) });

  expect(refused).toMatchObject({
    ok: false,
    faults: [
      { field: 'steps[0].delivery.channel', problem: expect.stringContaining('archived') },
      { field: 'terms.delivery.workspace', problem: expect.stringMatching(/choose Lighthouse, or connect it/) },
    ],
  });
  expect(await names()).not.toContain('Shop floor');
});

it('while Slack is down nothing is saved, and the same form is taken when it is back', async () => {
  const { admin, form, names, sandbox } = await given();
  const definition = form({ mode: 'both', channel: SHOP_FLOOR });
  sandbox.faults.add([{ at: 'slack:conversations.info', kind: 'server-error', status: 503 }]);

  const refused = await admin('definitions/save', { definition });
  const before = await names();
  const saved = await admin('definitions/save', { definition });

  expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('try again in a minute') });
  expect(before).not.toContain('Shop floor');
  expect(saved.ok).toBe(true);
});

it('a dry run says where each step is asked, and who is told directly nevertheless', async () => {
  const { admin, form } = await given();
  const channel = { mode: 'channel', workspace: TEAM, channel: { id: 'C0RELEASE', name: 'releases' } };
  const definition = form(channel, { mode: 'direct' });

  const { steps } = accepted(
    await admin('definitions/dry-run', { definition, subject: { kind: 'work-item', id: 'SHOP-1' } }),
  );

  expect(steps.map(({ where, people }) => [where, people.map(({ reachedBy }) => reachedBy)])).toEqual([
    ['direct message', ['slack-message', 'email']],
    ['#releases in Lighthouse', ['slack-channel', 'email']],
  ]);
});
