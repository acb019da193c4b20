import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MayView } from '../../src/admin/contract';
import { mayEitherWay, mayOf } from '../../src/admin/may-view';
import { decide } from '../../src/approvals/core/decide';
import type { Approval, Asker, Command } from '../../src/approvals/core/model';
import { type AccountId, type Instant, isExternal, toAccountId, toPersonId } from '../../src/shared/brand';
import { someCommand, someDefinition, someHistory } from '../approvals/arbitraries';
import {
  BEN,
  CLEO,
  crowd,
  decision,
  definition,
  fingerprint,
  groupStep,
  page,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { ADMIN, asker, delegate, staffing, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import {
  approvalAfter,
  approvalOf,
  closedApproval,
  DEV,
  played,
  replayed,
  startedApproval,
} from '../support/running-approvals';

const NEW = toAccountId('somebody-new');
const OPTIONS = [0];
const sequence = 9_999;

const someAsker = fc.constantFrom(...crowd(7).map(asker), asker(RITA), ADMIN, { id: RITA, admin: true });
const someScene = fc.tuple(someDefinition, someHistory, fc.nat(20 * 86_400_000)).map(([defined, history, after]) => ({
  approval: replayed(startedApproval(defined), history).next,
  at: START + after,
}));

const accepts = (approval: Approval, command: Command, at: Instant) => decide(approval, command, { at, sequence }).ok;

/** Each thing that is offered, as the command that does it. */
function offeredBy(may: MayView, by: Asker, approval: Approval): readonly Command[] {
  const shelve = (offered: boolean, as: 'archived' | 'none' | 'deleted'): Command[] =>
    offered ? [{ type: 'shelve', by, as }] : [];
  const { decide: seat, closeVote } = may;
  return [
    ...(seat?.kinds ?? []).map(
      (kind): Command => ({
        type: 'decide',
        by: by.id,
        kind,
        via: 'jira',
        step: seat?.step ?? 0,
        ...(kind === 'vote' ? { options: OPTIONS } : {}),
        ...(seat?.explain.includes(kind) ? { comment: 'Because.' } : {}),
      }),
    ),
    ...(may.withdraw === undefined ? [] : [{ type: 'withdraw', by: by.id, step: may.withdraw.step } as const]),
    ...(may.resubmit === undefined
      ? []
      : [{ type: 'resubmit', by, step: may.resubmit.step, seen: approval.basis } as const]),
    ...(closeVote === undefined
      ? []
      : [
          {
            type: 'close-vote',
            by: by.id,
            step: closeVote.step,
            ...(closeVote.tied[0] === undefined ? {} : { option: closeVote.tied[0].option }),
          } as const,
        ]),
    ...may.remind.map((index): Command => ({ type: 'remind', by, step: index })),
    ...may.addTo.map((index): Command => ({ type: 'add-approver', by, step: index, who: NEW, reason: 'Knows it.' })),
    ...may.reassign.map(
      ({ step: index, from }): Command => ({
        type: 'reassign',
        by,
        step: index,
        from: toPersonId(from),
        to: NEW,
        reason: 'Away.',
      }),
    ),
    ...(may.cancel
      ? [
          {
            type: 'cancel',
            by: { type: 'account', accountId: by.id },
            reason: by.admin ? 'by-admin' : 'by-requester',
          } as const,
        ]
      : []),
    ...shelve(may.archive, 'archived'),
    ...shelve(may.unarchive, 'none'),
    ...shelve(may.delete, 'deleted'),
  ];
}

/** Who asks, where a person does. */
function askerOf(command: Command): Asker | undefined {
  switch (command.type) {
    case 'decide':
    case 'withdraw':
      return isExternal(command.by) ? undefined : asker(command.by);
    case 'close-vote':
      return asker(command.by);
    case 'cancel':
      return command.by.type === 'account' && command.reason === 'by-requester'
        ? asker(command.by.accountId)
        : undefined;
    case 'staff':
    case 'observe':
    case 'give-up-renewal':
    case 'tick':
      return undefined;
    case 'resubmit':
    case 'reassign':
    case 'add-approver':
    case 'remind':
    case 'shelve':
      return command.by;
  }
}

function isOffered(may: MayView, command: Command): boolean {
  switch (command.type) {
    case 'decide':
      // Who is asked in two steps at once is shown one after the other.
      return may.decide !== undefined && (command.step === may.decide.step || command.step === undefined)
        ? may.decide.kinds.includes(command.kind)
        : may.decide !== undefined;
    case 'withdraw':
      return may.withdraw !== undefined;
    case 'resubmit':
      return may.resubmit !== undefined;
    case 'close-vote':
      return may.closeVote !== undefined;
    case 'remind':
      return may.remind.includes(command.step);
    case 'add-approver':
      return may.addTo.includes(command.step);
    case 'reassign':
      return may.reassign.some(({ step: index, from }) => index === command.step && from === command.from);
    case 'cancel':
      return may.cancel;
    case 'shelve':
      return { archived: may.archive, none: may.unarchive, deleted: may.delete }[command.as];
    case 'staff':
    case 'observe':
    case 'give-up-renewal':
    case 'tick':
      return true;
  }
}

describe('whatever has happened, and whenever it is looked at', () => {
  it('nothing is offered that the rules would refuse', () => {
    fc.assert(
      fc.property(someScene, someAsker, ({ approval, at }, by) => {
        const may = mayOf(approval, by, at);

        const refused = offeredBy(may, by, approval).filter((command) => !accepts(approval, command, at));

        expect(refused).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('everything that the rules would accept of a person is offered', () => {
    fc.assert(
      fc.property(someScene, fc.array(someCommand, { minLength: 10, maxLength: 30 }), ({ approval, at }, commands) => {
        const accepted = commands.filter((command) => accepts(approval, command, at));

        const missing = accepted.filter((command) => {
          const by = askerOf(command);
          return by !== undefined && !isOffered(mayOf(approval, by, at), command);
        });

        expect(missing).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what the viewer may do', () => {
  const may = (approval: Approval, id: AccountId, at = START) => mayOf(approval, asker(id), at);
  const grace = definition({ steps: [userStep([BEN])], terms: terms({ undoMinutes: 10 }) });

  it('an approver decides in the ways of the step, and says why where it wants that', () => {
    const approval = approvalOf({ steps: [step({ asks: { type: 'user', people: [BEN] }, comment: 'on-reject' })] });

    expect(may(approval, BEN).decide).toEqual({
      step: 0,
      kinds: ['approve', 'reject', 'request-changes', 'abstain'],
      explain: ['reject', 'request-changes'],
    });
  });

  it('a delegate is told in whose place they decide', () => {
    const delegated = approvalAfter([groupStep()], staffing([[BEN, delegate(DEV, START + 1_000)], CLEO]));

    expect(may(delegated, DEV).decide).toMatchObject({ step: 0, inPlaceOf: BEN });
    expect(may(delegated, DEV, START + 1_000).decide).toBeUndefined();
  });

  it('nobody decides on content that has changed', () => {
    expect(may({ ...approvalOf(), outdatedAt: START }, BEN).decide).toBeUndefined();
  });

  it('an onlooker looks on', () => {
    expect(may(approvalOf(), DEV)).toEqual({
      remind: [],
      reassign: [],
      addTo: [],
      cancel: false,
      restart: false,
      archive: false,
      unarchive: false,
      delete: false,
    });
  });

  it('the requester reminds, cancels and restarts', () => {
    expect(may(approvalOf(), RITA)).toMatchObject({
      remind: [0],
      cancel: true,
      restart: true,
      reassign: [],
      addTo: [],
    });
  });

  it('a decision that closed its step can be taken back until its time is over', () => {
    const { next } = played(grace, decision(BEN));

    expect(may(next, BEN).withdraw).toEqual({ step: 0, until: START + 600_000 });
    expect(may(next, BEN, START + 600_000).withdraw).toBeUndefined();
  });

  it('the moderator closes a vote, and chooses among the options that are level', () => {
    const asks = { type: 'user', people: [BEN, CLEO] } as const;
    const voting = step({ asks, vote: vote({ tie: 'moderator', moderator: DEV }) });

    const one = played([voting], voteFor(BEN, 0)).next;
    const level = played([voting], voteFor(BEN, 0), voteFor(CLEO, 1)).next;

    expect(may(approvalOf({ steps: [voting] }), DEV).closeVote).toBeUndefined();
    expect(may(one, DEV).closeVote).toEqual({ step: 0, tied: [] });
    expect(may(level, DEV).closeVote).toEqual({
      step: 0,
      tied: [
        { option: 0, name: 'Yes' },
        { option: 1, name: 'No' },
      ],
    });
    expect(may(level, BEN).closeVote).toBeUndefined();
  });

  it('what is over is put away by its requester, and deleted by an administrator alone', () => {
    const over = closedApproval();
    const away = closedApproval({ shelved: { as: 'archived', at: START } });

    expect(may(over, RITA)).toMatchObject({ archive: true, unarchive: false, delete: false, restart: true });
    expect(mayOf(over, ADMIN, START)).toMatchObject({ archive: true, delete: true, restart: true });
    expect(may(away, RITA)).toMatchObject({ archive: false, unarchive: true });
  });
});

describe('being an administrator', () => {
  it('allows all that does not take a seat of one’s own', () => {
    const may = mayOf(approvalOf(), ADMIN, START);

    expect(may).toMatchObject({ remind: [0], addTo: [0], cancel: true, restart: true, delete: false });
    expect(may.reassign.map(({ from }) => from)).toEqual([BEN, CLEO]);
    expect(may).not.toHaveProperty('decide');
  });

  it('matters where there is something that nobody else may do', () => {
    expect(mayEitherWay(approvalOf(), BEN, START).asAdmin).toMatchObject({ cancel: true });
    expect(mayEitherWay(closedApproval(), RITA, START).asAdmin).toMatchObject({ delete: true });
  });

  it('does not matter where there is nothing to be done', () => {
    const deleted = closedApproval({
      requester: DEV,
      shelved: { as: 'deleted', at: START },
      subject: page(),
      basis: fingerprint(),
    });

    expect(mayEitherWay(deleted, DEV, START)).not.toHaveProperty('asAdmin');
  });
});
