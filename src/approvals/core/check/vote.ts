import type { Vote } from '../definition';
import { MAX_OPTIONS } from '../definition';
import { checkCount, checkEach, checkOnce, checkText, type Faults, faultIf } from './faults';
import { checkAccount } from './shapes';

const MAX_OPTION_CHARS = 100;

export function checkVote(field: string, { options, tie, moderator }: Vote): Faults {
  const names = options.map(({ name }) => name.trim().toLowerCase());
  return [
    ...checkCount(`${field}.options`, options, { min: 2, max: MAX_OPTIONS, one: 'option', many: 'options' }),
    ...checkEach(`${field}.options`, options, (path, { name }) => checkText(`${path}.name`, name, MAX_OPTION_CHARS)),
    ...checkOnce(`${field}.options`, names, '.name'),
    ...faultIf(
      options.length > 0 && options.every(({ rejects }) => rejects),
      `${field}.options`,
      'must have one that does not reject',
    ),
    ...faultIf(tie === 'moderator' && moderator === undefined, `${field}.moderator`, 'must name who decides a tie'),
    ...(moderator === undefined ? [] : checkAccount(`${field}.moderator`, moderator)),
  ];
}
