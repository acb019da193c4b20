import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../../src/approvals/core/check-definition';
import type { Delivery } from '../../src/approvals/core/definition';
import { toSlackTeamId } from '../../src/shared/brand';
import { draft, draftStep, draftTerms } from './drafts';

const T1 = toSlackTeamId('T0LIGHT01');
const RELEASES = { id: 'C0RELEASE', name: 'releases' };

/** The same in the terms and in the second step. */
function faultsOf(delivery: Delivery) {
  const both = draft({ steps: [draftStep(), draftStep({ delivery })], terms: draftTerms({ delivery }) });
  const checked = checkDefinition(both, { isTimeZone: () => true });
  return checked.ok ? [] : checked.error;
}

describe('people may be asked', () => {
  it.each<[string, Delivery]>([
    ['in direct messages', { mode: 'direct' }],
    ['in direct messages of one workspace', { mode: 'direct', workspace: T1 }],
    ['in the default channel of the default workspace', { mode: 'channel' }],
    ['in a channel of one workspace', { mode: 'channel', workspace: T1, channel: RELEASES }],
    ['in a channel of the default workspace, which is named when it is saved', { mode: 'both', channel: RELEASES }],
    ['in a private channel of the older kind', { mode: 'both', channel: { id: 'G0OLD', name: 'board' } }],
    ['in a channel with a name of 80 characters', { mode: 'both', channel: { id: 'C1', name: 'x'.repeat(80) } }],
  ])('%s', (_where, delivery) => {
    expect(faultsOf(delivery)).toEqual([]);
  });
});

describe('people may not be asked', () => {
  it.each<[string, Delivery, string, RegExp]>([
    ['in direct messages with a channel', { mode: 'direct', channel: RELEASES }, 'channel', /direct message/],
    [
      'in what is no workspace',
      { mode: 'direct', workspace: toSlackTeamId('Acme') },
      'workspace',
      /workspace, such as/,
    ],
    [
      'in a whole organisation',
      { mode: 'direct', workspace: toSlackTeamId('E012') },
      'workspace',
      /workspace, such as/,
    ],
    ['nowhere', { mode: 'direct', workspace: toSlackTeamId(' ') }, 'workspace', /not be empty/],
    ['by the name of a channel', { mode: 'both', channel: { id: '#x', name: 'x' } }, 'channel.id', /channel, such as/],
    [
      'in a conversation of two',
      { mode: 'both', channel: { id: 'D012', name: 'x' } },
      'channel.id',
      /channel, such as/,
    ],
    ['in a channel without a name', { mode: 'both', channel: { id: 'C1', name: ' ' } }, 'channel.name', /not be empty/],
    ['in a long name', { mode: 'both', channel: { id: 'C1', name: 'x'.repeat(81) } }, 'channel.name', /80 characters/],
  ])('%s', (_where, delivery, member, problem) => {
    expect(faultsOf(delivery)).toEqual([
      { field: `steps[1].delivery.${member}`, problem: expect.stringMatching(problem) },
      { field: `terms.delivery.${member}`, problem: expect.stringMatching(problem) },
    ]);
  });
});
