import { asUser, route } from '@forge/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SandboxOptions } from '../../../sandbox/sandbox';
import { ADA, BEN, fakeSandbox } from './fake-app';
import { manifestWith } from './modules';

const MODULES = `  automation:actionProvider:
    - { key: provider, actions: [start-approval] }
  action:
    - key: start-approval
      name: Start an approval
      function: act
      actionVerb: TRIGGER
      description: Starts an approval on a work item.
      inputs:
        issueKey: { title: Work item, type: string, required: true }
        quorum: { title: Quorum, type: integer, required: false }
    - { key: hidden, name: Hidden, function: act, actionVerb: GET, description: Not offered., inputs: {} }
`;
const INPUTS = { issueKey: 'SHOP-1' };

async function given(act: unknown, options: SandboxOptions = {}) {
  const sandbox = await fakeSandbox({ act }, { manifest: manifestWith(MODULES, ['act']), ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe('an action of a rule', () => {
  it('is called with its inputs alone, as the person whose connection the rule has', async () => {
    const seen: unknown[] = [];
    const sandbox = await given(async (payload: unknown, context: { principal?: unknown }) => {
      const me = await asUser().requestJira(route`/rest/api/3/myself`);
      seen.push(payload, context.principal, (await me.json()).accountId);
      return { approvalId: 'apr-1' };
    });

    const result = await sandbox.automate({
      action: 'start-approval',
      inputs: { ...INPUTS, quorum: 2 },
      accountId: BEN,
    });

    expect(seen).toEqual([{ issueKey: 'SHOP-1', quorum: 2 }, { accountId: BEN }, BEN]);
    expect(result).toEqual({ outcome: 'succeeded', output: { approvalId: 'apr-1' } });
  });

  it.each([
    ['answers errors', () => ({ errors: [{ message: 'No such definition.' }] }), ['No such definition.']],
    ['throws', () => Promise.reject(new Error('secret')), ['The action failed.']],
  ])('stops the rule when it %s', async (_what, act, errors) => {
    const sandbox = await given(act);

    const result = await sandbox.automate({ action: 'start-approval', inputs: INPUTS, accountId: ADA });

    expect(result).toEqual({ outcome: 'failed', errors });
  });

  it.each([
    ['a required input is missing', {}, ['issueKey is required']],
    ['an input is of another type', { ...INPUTS, quorum: 1.5 }, ['quorum must be of type integer']],
  ])('is not called when %s', async (_what, inputs, errors) => {
    let calls = 0;
    const sandbox = await given(() => {
      calls += 1;
    });

    const result = await sandbox.automate({ action: 'start-approval', inputs, accountId: ADA });

    expect(result).toEqual({ outcome: 'failed', errors });
    expect(calls).toBe(0);
  });

  it.each(['hidden', 'none'])('has to be offered to Automation, which %s is not', async (action) => {
    const sandbox = await given(() => 'done');

    await expect(sandbox.automate({ action, inputs: {}, accountId: ADA })).rejects.toThrow('offers no action');
  });

  it('runs through the control interface, as an administrator where nobody is named', async () => {
    const sandbox = await given((_inputs: unknown, { principal }: { principal: unknown }) => principal, { port: 0 });
    const body = JSON.stringify({ action: 'start-approval', inputs: INPUTS });

    const answer = await (await fetch(`${sandbox.url}/sandbox/automation`, { method: 'POST', body })).json();

    expect(answer).toEqual({ outcome: 'succeeded', output: { accountId: ADA } });
  });
});
