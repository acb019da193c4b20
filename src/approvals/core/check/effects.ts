import type { Effect } from '../definition';
import { checkCount, checkEach, checkText, type Faults } from './faults';
import { checkFieldId, checkLabel } from './shapes';

const MAX_EFFECTS = 10;
const MAX_NAME_CHARS = 255;
const MAX_VALUE_CHARS = 1_000;
const MAX_TEXT_CHARS = 2_000;

export const checkEffects = (field: string, effects: readonly Effect[]): Faults => [
  ...checkCount(field, effects, { max: MAX_EFFECTS, one: 'effect', many: 'effects' }),
  ...checkEach(field, effects, checkEffect),
];

function checkEffect(field: string, effect: Effect): Faults {
  switch (effect.type) {
    case 'transition':
      return checkText(`${field}.to`, effect.to, MAX_NAME_CHARS);
    case 'set-field':
      return [
        ...checkFieldId(`${field}.field`, effect.field),
        ...checkText(`${field}.value`, effect.value, MAX_VALUE_CHARS),
      ];
    case 'add-label':
      return checkLabel(`${field}.label`, effect.label);
    case 'comment':
      return checkText(`${field}.text`, effect.text, MAX_TEXT_CHARS);
  }
}
