import { accountOf, FIELD, GROUPS, ROLE } from './cast';
import type { Asks, Plan, PlannedDeadline, PlannedQuorum, PlannedStep, PlannedVote } from './plan';

export const labelOf = (plan: Plan) => `done-${plan.name.toLowerCase()}`;
export const effectText = (plan: Plan, outcome: string) => `What follows from ${plan.name} being ${outcome}`;

/** The plan as the settings page sends it. */
export function toForm(plan: Plan): Record<string, unknown> {
  const { terms, label } = plan;
  const { undoMinutes, onChange, ignoreMinorEdits, validity, effects, officeHours, delivery } = terms;
  const told = (outcome: string) => ({ type: 'comment', text: effectText(plan, outcome) });
  return {
    name: plan.name,
    steps: plan.steps.map(toStep),
    ...(label === undefined ? {} : { startWhen: { op: 'is', fact: 'label', values: [label] } }),
    terms: {
      undoMinutes,
      changes: { onChange, ignoreMinorEdits },
      ...(validity === undefined ? {} : { validity }),
      ...(delivery === undefined ? {} : { delivery }),
      ...(officeHours ? { calendar: { timeZone: 'Etc/UTC', hours: OFFICE, holidays: [] } } : {}),
      ...(effects
        ? {
            onApproved: [told('approved'), { type: 'add-label', label: labelOf(plan) }],
            onRejected: [told('rejected')],
          }
        : {}),
    },
  };
}

const OFFICE = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '18:00' }));

function toStep({ asks, quorum, vote, when, deadline, ...rest }: PlannedStep): Record<string, unknown> {
  return {
    ...rest,
    asks: toAsks(asks),
    quorum: toQuorum(quorum),
    ...(vote === undefined ? {} : { vote: toVote(vote) }),
    ...(when === undefined ? {} : { when: when.condition }),
    ...(deadline === undefined ? {} : { deadline: toDeadline(deadline) }),
  };
}

function toAsks(asks: Asks): unknown {
  switch (asks.type) {
    case 'user':
      return { type: 'user', people: asks.people.map(accountOf) };
    case 'external':
      return { type: 'external', emails: asks.people };
    case 'group': {
      const { id, name } = GROUPS[asks.group] ?? GROUPS[0];
      return { type: 'group', groups: [{ id, name }] };
    }
    case 'field':
      return { type: 'field', field: { id: FIELD.id, name: FIELD.name } };
    case 'role':
      return { type: 'role', role: { id: String(ROLE.id), name: ROLE.name } };
    case 'space-permission':
      return asks;
  }
}

const named = <R extends { readonly people?: readonly string[] }>({ people, ...rule }: R) =>
  people === undefined ? rule : { ...rule, people: people.map(accountOf) };

const toQuorum = (quorum: PlannedQuorum): unknown =>
  quorum.type === 'any-of' ? { ...quorum, rules: quorum.rules.map(named) } : named(quorum);

const toVote = ({ moderator, ...vote }: PlannedVote): unknown =>
  moderator === undefined ? vote : { ...vote, moderator: accountOf(moderator) };

const toDeadline = ({ escalate, ...deadline }: PlannedDeadline): unknown => ({
  ...deadline,
  escalate: escalate.map(({ to, ...level }) => ({ ...level, to: accountOf(to) })),
});
