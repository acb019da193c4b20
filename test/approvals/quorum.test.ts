import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quorum, Rule } from '../../src/approvals/core/definition';
import type { Approver } from '../../src/approvals/core/model';
import { tally, type Verdict, verdictOf } from '../../src/approvals/core/quorum';
import { approver, approvers, decided, personAt, someApprovers, someQuorum, voter } from './given-approvers';

const ALL: Quorum = { type: 'all' };
const ANY: Quorum = { type: 'any' };
const RESPONDED: Quorum = { type: 'all-responded' };
const atLeast = (pass: number, fail?: number): Quorum & Rule => ({
  type: 'number',
  pass,
  ...(fail === undefined ? {} : { fail }),
});
const percent = (share: number): Quorum => ({ type: 'percent', percent: share });
const named = (...people: readonly number[]): Quorum & Rule => ({ type: 'named', people: people.map(personAt) });
const anyOf = (rules: readonly Rule[], fail?: number): Quorum => ({
  type: 'any-of',
  rules,
  ...(fail === undefined ? {} : { fail }),
});

describe('the verdict on', () => {
  it.each<[string, Quorum, string, Verdict]>([
    ['all: nobody has answered', ALL, '..', 'open'],
    ['all: one is missing', ALL, 'aa.', 'open'],
    ['all: everybody approved', ALL, 'aaa', 'approved'],
    ['all: everybody but those who abstained', ALL, 'aab', 'approved'],
    ['all: one rejected', ALL, 'ar.', 'rejected'],
    ['all: everybody abstained', ALL, 'bb', 'out-of-reach'],
    ['all: one rejected and the other abstained', ALL, 'rb', 'rejected'],

    ['any: one approved', ANY, 'a..', 'approved'],
    ['any: one rejected', ANY, 'r..', 'open'],
    ['any: everybody rejected', ANY, 'rrr', 'rejected'],
    ['any: nobody is left who could approve', ANY, 'rb', 'rejected'],
    ['any: only abstentions', ANY, 'bbb', 'out-of-reach'],

    ['number: met', atLeast(2), 'a.a', 'approved'],
    ['number: one is missing', atLeast(2), 'ar.', 'open'],
    ['number: rejections made it impossible', atLeast(2), 'arr', 'rejected'],
    ['number: abstentions made it impossible', atLeast(2), 'abb', 'out-of-reach'],
    ['number: abstentions do not lower it', atLeast(2), 'ab', 'out-of-reach'],
    ['number: neither alone, both together', atLeast(2), 'arb', 'rejected'],
    ['number: impossible even without the rejection', atLeast(3), 'abr', 'out-of-reach'],
    ['number: more than there are people', atLeast(4), '...', 'out-of-reach'],

    ['percent: rounded up', percent(50), 'a..', 'open'],
    ['percent: met', percent(50), 'aa.', 'approved'],
    ['percent: of those who do not abstain', percent(50), 'ab', 'approved'],
    ['percent: exactly', percent(75), 'aaa.', 'approved'],
    ['percent: no longer possible', percent(75), 'arr.', 'rejected'],
    ['percent: still possible', percent(50), 'rr..', 'open'],
    ['percent: at least one approval', percent(1), '..', 'open'],
    ['percent: everybody abstained', percent(1), 'bb', 'out-of-reach'],

    ['all responded: one approved, one is missing', RESPONDED, 'a.', 'open'],
    ['all responded: one approved, one rejected', RESPONDED, 'ar', 'approved'],
    ['all responded: one approved, one abstained', RESPONDED, 'ab', 'approved'],
    ['all responded: everybody rejected', RESPONDED, 'rr', 'rejected'],
    ['all responded: rejected or abstained', RESPONDED, 'rb', 'rejected'],
    ['all responded: only abstentions', RESPONDED, 'bb', 'out-of-reach'],
    ['all responded: rejected, one is missing', RESPONDED, 'r.', 'open'],

    ['named: they approved', named(0, 1), 'aa.', 'approved'],
    ['named: others approved', named(0), '.aa', 'open'],
    ['named: others rejected', named(0), 'arr', 'approved'],
    ['named: one of them rejected', named(0, 1), 'r..', 'rejected'],
    ['named: one of them abstained', named(0, 1), 'b..', 'out-of-reach'],
    ['named: one of them is not asked', named(0, 9), '...', 'out-of-reach'],
    ['named: one is not asked, the other rejected', named(0, 9), 'r..', 'out-of-reach'],

    ['fail: enough rejections', atLeast(1, 2), 'rr.', 'rejected'],
    ['fail: not enough yet', atLeast(1, 2), 'r..', 'open'],
    ['fail: enough rejections, whatever was approved', { type: 'all-responded', fail: 2 }, 'arr', 'rejected'],
    ['fail: one rejection of all', { type: 'all', fail: 1 }, 'r..', 'rejected'],
    ['fail: impossible with fewer rejections', { type: 'all', fail: 2 }, 'r..', 'out-of-reach'],
    ['fail: everybody answered with fewer rejections', { type: 'all-responded', fail: 3 }, 'rr', 'out-of-reach'],

    ['any of: the first is met', anyOf([named(0), atLeast(3)]), 'a...', 'approved'],
    ['any of: the second is met', anyOf([named(0), atLeast(2)]), '.aa.', 'approved'],
    ['any of: one failed, one is possible', anyOf([named(0), atLeast(2)]), 'r...', 'open'],
    ['any of: all failed', anyOf([named(0), atLeast(2)]), 'rr.', 'rejected'],
    ['any of: one failed, one out of reach', anyOf([named(0), named(9)]), 'r..', 'rejected'],
    ['any of: all out of reach', anyOf([named(8), named(9)]), '...', 'out-of-reach'],
    ['any of: enough rejections', anyOf([named(0), atLeast(2)], 2), '.rr..', 'rejected'],
    ['any of: impossible with fewer rejections', anyOf([named(0)], 2), 'r..', 'out-of-reach'],

    ['nobody', ANY, '', 'out-of-reach'],
    ['nobody, with a number for rejections', atLeast(1, 1), '', 'out-of-reach'],
    ['a rule that asks for nothing', atLeast(0), '.', 'open'],
    ['a rule that names nobody', named(), 'r.', 'open'],
    ['somebody who asked for changes', ANY, 'c', 'open'],
  ])('%s', (_title, quorum, answers, verdict) => {
    expect(verdictOf(quorum, approvers(answers))).toBe(verdict);
  });

  it('votes takes each as an approval', () => {
    expect(verdictOf(ALL, [voter(0, 1), voter(1, 0)])).toBe('approved');
  });
});

describe('who does not count', () => {
  const gone = approver(7, 'r', { left: { reason: 'reassigned', at: 1, to: personAt(0) } });
  const chief = approver(8, 'r', { added: 'escalation' });
  const helper = approver(9, '.', { added: 'by-hand' });

  it.each<[string, Approver, Verdict]>([
    ['is somebody who left', gone, 'approved'],
    ['is somebody whom an escalation added', chief, 'approved'],
    ['is nobody who was added by hand', helper, 'open'],
  ])('%s', (_title, more, verdict) => {
    expect(verdictOf(ALL, [...approvers('aa'), more])).toBe(verdict);
  });

  it('leaves nobody to ask when there is no one else', () => {
    expect(verdictOf(ANY, [gone, chief])).toBe('out-of-reach');
  });

  it('makes a named person out of reach when they left', () => {
    expect(verdictOf(named(0, 7), [...approvers('a'), { ...gone, decision: decided('approve') }])).toBe('out-of-reach');
  });
});

describe('the tally', () => {
  it('counts each answer of those who are still asked', () => {
    const people = [
      ...approvers('aarb..'),
      approver(7, 'a', { left: { reason: 'inactive', at: 1 } }),
      approver(8, 'a', { added: 'escalation' }),
    ];

    expect(tally(ALL, people)).toEqual({
      approved: 2,
      rejected: 1,
      abstained: 1,
      responded: 4,
      undecided: 2,
      people: 6,
      needed: 5,
    });
  });

  it.each<[string, Quorum, string, number]>([
    ['everybody', ALL, '...', 3],
    ['everybody who does not abstain', ALL, 'b..', 2],
    ['one', ANY, '...', 1],
    ['as many as are asked for', atLeast(2), 'b..', 2],
    ['a share, rounded up', percent(50), '...', 2],
    ['at least one', percent(50), 'bb', 1],
    ['all who are missing', RESPONDED, 'ar..', 3],
    ['the named besides those who approved already', named(0, 1), 'a.aa', 4],
    ['what the nearest rule needs', anyOf([atLeast(3), named(0)]), '...', 1],
    ['what the nearest rule needs that is possible', anyOf([named(0), atLeast(3)]), 'r...', 3],
    ['what the nearest rule would have needed', anyOf([named(0), atLeast(3)]), 'rr', 1],
  ])('needs approvals of %s', (_title, quorum, answers, needed) => {
    expect(tally(quorum, approvers(answers)).needed).toBe(needed);
  });
});

const answering = (people: readonly Approver[], kind: 'approve' | 'reject' | 'abstain') => {
  const next = people.findIndex(({ decision }) => decision === undefined);
  return people.map((each, index) => (index === next ? { ...each, decision: decided(kind) } : each));
};
const approvedByRest = (people: readonly Approver[]) =>
  people.map((each) => (each.decision === undefined ? { ...each, decision: decided('approve') } : each));

describe('whatever the quorum and the answers', () => {
  const given = [someQuorum, someApprovers] as const;

  it('the order of the people changes nothing', () => {
    const shuffled = someApprovers.chain((people) =>
      fc.tuple(fc.constant(people), fc.shuffledSubarray([...people], { minLength: people.length })),
    );
    fc.assert(
      fc.property(someQuorum, shuffled, (quorum, [people, others]) => {
        expect(verdictOf(quorum, others)).toBe(verdictOf(quorum, people));
        expect(tally(quorum, others)).toEqual(tally(quorum, people));
      }),
    );
  });

  it('what is approved stays approved when one more approves', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        fc.pre(verdictOf(quorum, people) === 'approved');
        expect(verdictOf(quorum, answering(people, 'approve'))).toBe('approved');
      }),
    );
  });

  it('what is not open never comes to be approved or open by another answer', () => {
    fc.assert(
      fc.property(...given, fc.constantFrom('approve', 'reject', 'abstain'), (quorum, people, kind) => {
        const verdict = verdictOf(quorum, people);
        fc.pre(verdict === 'rejected' || verdict === 'out-of-reach');
        expect(['rejected', 'out-of-reach']).toContain(verdictOf(quorum, answering(people, kind)));
      }),
    );
  });

  it('what is rejected stays rejected when everybody else approves', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        fc.pre(verdictOf(quorum, people) === 'rejected');
        expect(verdictOf(quorum, approvedByRest(people))).toBe('rejected');
      }),
    );
  });

  it('what is open is approved when everybody else approves', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        fc.pre(verdictOf(quorum, people) === 'open');
        expect(verdictOf(quorum, approvedByRest(people))).toBe('approved');
      }),
    );
  });

  it('nothing is open once everybody has answered', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        expect(verdictOf(quorum, approvedByRest(people))).not.toBe('open');
      }),
    );
  });

  it('nothing is approved without an approval, or rejected without a rejection', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        const { approved, rejected } = tally(quorum, people);
        const verdict = verdictOf(quorum, people);
        if (verdict === 'approved') expect(approved).toBeGreaterThan(0);
        if (verdict === 'rejected') expect(rejected).toBeGreaterThan(0);
      }),
    );
  });

  it('as many approvals as are needed have been given exactly when it is approved, but for what fails it', () => {
    fc.assert(
      fc.property(...given, (quorum, people) => {
        const { approved, needed, people: count } = tally(quorum, people);
        fc.pre(count > 0 && quorum.fail === undefined);
        expect(approved > 0 && approved >= needed).toBe(verdictOf(quorum, people) === 'approved');
      }),
    );
  });
});
