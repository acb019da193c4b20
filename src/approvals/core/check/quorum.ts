import type { Asked, Quorum, Rule, StepDefinition } from '../definition';
import { MAX_PEOPLE } from '../definition';
import { checkPeople, peopleIn } from './asked';
import { checkCount, checkEach, checkWhole, type Faults, faultIf } from './faults';

const MAX_RULES = 10;

export function checkQuorum(field: string, { quorum, asks, vote }: StepDefinition): Faults {
  return [
    ...(quorum.type === 'any-of' ? checkAnyOf(`${field}.rules`, quorum.rules, asks) : checkRule(field, quorum, asks)),
    ...(quorum.fail === undefined ? [] : checkNumber(`${field}.fail`, quorum.fail, asks)),
    ...(vote === undefined ? [] : checkOfVote(field, quorum)),
  ];
}

const checkAnyOf = (field: string, rules: readonly Rule[], asks: Asked): Faults => [
  ...checkCount(field, rules, { min: 1, max: MAX_RULES, one: 'rule', many: 'rules' }),
  ...checkEach(field, rules, (path, rule) => checkRule(path, rule, asks)),
];

function checkRule(field: string, rule: Rule, asks: Asked): Faults {
  switch (rule.type) {
    case 'all':
    case 'any':
    case 'all-responded':
      return [];
    case 'number':
      return checkNumber(`${field}.pass`, rule.pass, asks);
    case 'percent':
      return checkWhole(`${field}.percent`, rule.percent, 1, 100);
    case 'named':
      return [
        ...checkPeople(`${field}.people`, rule.people),
        ...checkEach(`${field}.people`, rule.people, (path, id) =>
          faultIf(!mayAsk(asks, id), path, 'must be somebody whom the step asks'),
        ),
      ];
  }
}

function checkNumber(field: string, value: number, asks: Asked): Faults {
  const faults = checkWhole(field, value, 1, MAX_PEOPLE);
  const people = peopleIn(asks);
  if (faults.length > 0 || people === undefined || people === 0) return faults;
  return faultIf(value > people, field, `must be at most ${people}, since the step asks no more people`);
}

/** Nobody rejects in a vote, and it counts who has voted, not who agreed. */
function checkOfVote(field: string, { type, fail }: Quorum): Faults {
  return [
    ...faultIf(type === 'named' || type === 'any-of', `${field}.type`, `must not be ${type} in a vote`),
    ...faultIf(fail !== undefined, `${field}.fail`, 'must not be there in a vote'),
  ];
}

/** People who are looked up may be anybody with an account. */
function mayAsk(asks: Asked, id: string): boolean {
  if (asks.type === 'user') return asks.people.some((each) => each === id);
  return asks.type !== 'external';
}
