import type { StepDefinition } from '../definition';
import { checkAsked } from './asked';
import { checkCondition } from './condition';
import { checkDeadline } from './deadline';
import { checkDelivery } from './delivery';
import { checkOnce, checkText, type Faults } from './faults';
import { checkQuorum } from './quorum';
import { checkVote } from './vote';

export const MAX_NAME_CHARS = 100;

export const checkStep = (field: string, step: StepDefinition): Faults => [
  ...checkText(`${field}.name`, step.name, MAX_NAME_CHARS),
  ...checkAsked(`${field}.asks`, step.asks),
  ...checkQuorum(`${field}.quorum`, step),
  ...(step.vote === undefined ? [] : checkVote(`${field}.vote`, step.vote)),
  ...checkOnce(`${field}.exclude`, step.exclude),
  ...(step.when === undefined ? [] : checkCondition(`${field}.when`, step.when)),
  ...(step.deadline === undefined ? [] : checkDeadline(`${field}.deadline`, step.deadline)),
  ...(step.delivery === undefined ? [] : checkDelivery(`${field}.delivery`, step.delivery)),
];
