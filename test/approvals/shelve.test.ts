import { describe, expect, it } from 'vitest';
import type { Asker, Command } from '../../src/approvals/core/model';
import { ADA, decision, definition, RITA, terms, userStep } from '../support/builders';
import { ADMIN, asker, shelving } from '../support/commands';
import { START } from '../support/fake-ports';
import { later, played, replayed, startedApproval } from '../support/running-approvals';

const only = [userStep([ADA])];
const rita = asker(RITA);
const lastAnswer = (...commands: readonly Command[]) =>
  replayed(startedApproval(only), [decision(ADA), ...commands]).answers.at(-1);

describe('putting a closed approval away', () => {
  it.each<['archived' | 'deleted', Asker]>([
    ['archived', rita],
    ['deleted', ADMIN],
  ])('leaves it as it was, out of sight: %s', (as, by) => {
    const { next, events } = played(only, decision(ADA), later(5, shelving(by, as)));

    expect(next).toMatchObject({ status: 'approved', shelved: { as, at: START + 5 } });
    expect(events.at(-1)).toEqual({ type: 'approval.shelved', as, by: by.id });
  });

  it('can be taken back from the archive', () => {
    expect(played(only, decision(ADA), shelving(rita), shelving(rita, 'none')).next).not.toHaveProperty('shelved');
  });

  it.each<[string, readonly Command[], string]>([
    ['the requester may archive', [shelving(rita)], 'accepted'],
    ['an administrator may archive', [shelving(ADMIN)], 'accepted'],
    ['an approver may not', [shelving(asker(ADA))], 'not-allowed'],
    ['the requester may not delete', [shelving(rita, 'deleted')], 'not-allowed'],
    ['an administrator may delete what is archived', [shelving(rita), shelving(ADMIN, 'deleted')], 'accepted'],
    ['what was deleted does not come back', [shelving(ADMIN, 'deleted'), shelving(ADMIN, 'none')], 'unchanged'],
    ['what was archived is not archived again', [shelving(rita), shelving(rita)], 'unchanged'],
    ['what was never put away is not taken back', [shelving(rita, 'none')], 'unchanged'],
  ])('%s', (_name, commands, answer) => {
    expect(lastAnswer(...commands)).toBe(answer);
  });

  it('has to wait until it is closed, and its outcome settled', () => {
    const what = definition({ steps: only, terms: terms({ undoMinutes: 10 }) });
    const { answers } = replayed(startedApproval(what), [shelving(ADMIN), decision(ADA), shelving(ADMIN)]);

    expect(answers).toEqual(['not-closed', 'accepted', 'not-closed']);
  });
});
