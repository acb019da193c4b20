import type { Deadline } from '../definition';
import { checkCount, checkEach, checkOnce, checkWhole, type Faults, faultIf } from './faults';
import { checkAccount } from './shapes';

const YEAR_MINUTES = 366 * 24 * 60;
const MAX_REMINDERS = 5;
const MAX_LEVELS = 5;

export function checkDeadline(field: string, { dueInMinutes: due, remindBeforeMinutes, escalate }: Deadline): Faults {
  const checkBefore = (path: string, minutes: number) => {
    const faults = checkWhole(path, minutes, 1, YEAR_MINUTES);
    return faults.length > 0 ? faults : faultIf(minutes >= due, path, 'must be less than the time until it is due');
  };
  const reminders = `${field}.remindBeforeMinutes`;
  const levels = `${field}.escalate`;
  const laters = escalate.map(({ afterMinutes }) => afterMinutes);

  return [
    ...checkWhole(`${field}.dueInMinutes`, due, 1, YEAR_MINUTES),
    ...checkCount(reminders, remindBeforeMinutes, { max: MAX_REMINDERS, one: 'reminder', many: 'reminders' }),
    ...checkEach(reminders, remindBeforeMinutes, checkBefore),
    ...checkOnce(reminders, remindBeforeMinutes.map(String)),
    ...checkCount(levels, escalate, { max: MAX_LEVELS, one: 'level', many: 'levels' }),
    ...checkEach(levels, escalate, (path, { to }) => checkAccount(`${path}.to`, to)),
    ...checkEach(levels, laters, (path, minutes) => checkBefore(`${path}.afterMinutes`, minutes)),
    ...checkEach(levels, laters, (path, minutes, index) =>
      faultIf(
        minutes <= (laters[index - 1] ?? Number.NEGATIVE_INFINITY),
        `${path}.afterMinutes`,
        'must be later than the level before it',
      ),
    ),
    ...checkOnce(
      levels,
      escalate.map(({ to }) => to),
      '.to',
    ),
  ];
}
