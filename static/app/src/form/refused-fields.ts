import type { Answer } from '../../../../src/admin/contract';

/** What is wrong with one input of a form, in words; `to[0]` and `to.0` belong to the input `to`. */
export function refusalAt(answer: Answer<unknown> | undefined, input: string): string | undefined {
  if (answer === undefined || answer.ok) return undefined;
  const fault = answer.faults?.find(({ field }) => isIn(field, input));
  if (fault !== undefined) return toSentence(fault.problem);
  return isIn(answer.field, input) ? answer.error : undefined;
}

/** True where some of a refusal stands at no input, so that it has to be said elsewhere. */
export function isUnplaced(answer: Answer<unknown> | undefined, inputs: readonly string[]): boolean {
  if (answer === undefined || answer.ok) return false;
  const { field: first, faults = [] } = answer;
  const fields = faults.length === 0 ? [first] : faults.map(({ field }) => field);
  return fields.some((field) => !inputs.some((input) => isIn(field, input)));
}

const isIn = (field: string | undefined, input: string): boolean =>
  field === input || field?.startsWith(`${input}.`) === true || field?.startsWith(`${input}[`) === true;

/** Problems are told as `must be after the start`. */
function toSentence(problem: string): string {
  const told = /^(must|may|can)\b/.test(problem) ? `This ${problem}` : problem;
  return /[.!?]$/.test(told) ? told : `${told}.`;
}
