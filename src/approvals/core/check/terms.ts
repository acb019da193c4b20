import type { ChangePolicy, Terms } from '../definition';
import { checkCalendar } from './calendar';
import { checkDelivery } from './delivery';
import { checkEffects } from './effects';
import { checkCount, checkEach, checkOnce, checkWhole, type Faults, faultIf } from './faults';
import { checkFieldId } from './shapes';

const MAX_PARTS = 50;
const MAX_UNDO_MINUTES = 60;
const MAX_VALID_DAYS = 3_650;

export const checkTerms = (field: string, terms: Terms, isTimeZone: (name: string) => boolean): Faults => [
  ...(terms.calendar === undefined ? [] : checkCalendar(`${field}.calendar`, terms.calendar, isTimeZone)),
  ...checkChanges(`${field}.changes`, terms.changes),
  ...checkWhole(`${field}.undoMinutes`, terms.undoMinutes, 0, MAX_UNDO_MINUTES),
  ...(terms.validity === undefined ? [] : checkValidity(`${field}.validity`, terms.validity)),
  ...checkEffects(`${field}.onApproved`, terms.onApproved),
  ...checkEffects(`${field}.onRejected`, terms.onRejected),
  ...(terms.delivery === undefined ? [] : checkDelivery(`${field}.delivery`, terms.delivery)),
];

const checkChanges = (field: string, { parts }: ChangePolicy): Faults => [
  ...checkCount(`${field}.parts`, parts, { max: MAX_PARTS, one: 'part', many: 'parts' }),
  ...checkEach(`${field}.parts`, parts, checkFieldId),
  ...checkOnce(`${field}.parts`, parts),
];

function checkValidity(field: string, { days, renewDaysBefore }: NonNullable<Terms['validity']>): Faults {
  const faults = [
    ...checkWhole(`${field}.days`, days, 1, MAX_VALID_DAYS),
    ...checkWhole(`${field}.renewDaysBefore`, renewDaysBefore, 0, MAX_VALID_DAYS),
  ];
  if (faults.length > 0) return faults;
  return faultIf(renewDaysBefore >= days, `${field}.renewDaysBefore`, 'must be less than the days that it is valid');
}
