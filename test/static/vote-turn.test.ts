import { describe, expect, it } from 'vitest';
import { awaitsClosing } from '../../static/app/src/acting/vote-turn';
import { summarise } from '../../static/app/src/panel/in-view';
import { approval, NOW, nothing, step } from './views';

const ben = { id: 'ben', delegates: [], decision: { kind: 'vote', at: NOW, via: 'slack' } } as const;
const cleo = { id: 'cleo', delegates: [] };
const may = { ...nothing, closeVote: { step: 0, tied: [] } };
const voteOf = (...approvers: (typeof ben | typeof cleo | (typeof cleo & { left: string }))[]) =>
  approval('a', { may, steps: [step('Board', { approvers })] });

describe('the turn of the moderator of a vote', () => {
  it('has come when everybody who is still asked has answered', () => {
    expect(awaitsClosing(voteOf(ben, { ...cleo, left: 'Reassigned' }))).toBe(true);
    expect(awaitsClosing(voteOf(ben, cleo))).toBe(false);
  });

  it('is nobody else’s', () => {
    expect(awaitsClosing({ ...voteOf(ben), may: nothing })).toBe(false);
  });

  it('counts among what waits for the viewer', () => {
    expect(summarise([voteOf(ben)])).toBe('1 approval waits for you');
    expect(summarise([voteOf(ben, cleo)])).toBe('1 approval is pending');
  });
});
