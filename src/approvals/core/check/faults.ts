/** `field` is a path into the definition, such as `steps[0].asks.people[2]`; `problem` reads on after it. */
export type DefinitionFault = { readonly field: string; readonly problem: string };
export type Faults = readonly DefinitionFault[];

export const faultIf = (wrong: boolean, field: string, problem: string): Faults => (wrong ? [{ field, problem }] : []);

export function checkText(field: string, text: string, maxChars: number): Faults {
  if (text.trim() === '') return [{ field, problem: 'must not be empty' }];
  return checkLength(field, text, maxChars);
}

export const checkLength = (field: string, text: string, maxChars: number): Faults =>
  faultIf(text.length > maxChars, field, `must have at most ${inWords(maxChars)} characters`);

/** `what` says in words what a value of this shape is. */
export function checkShape(field: string, text: string, shape: RegExp, what: string): Faults {
  if (text.trim() === '') return [{ field, problem: 'must not be empty' }];
  return faultIf(!shape.test(text), field, `must be ${what}`);
}

export const checkWhole = (field: string, value: number, min: number, max: number): Faults =>
  faultIf(
    !Number.isInteger(value) || value < min || value > max,
    field,
    `must be a whole number from ${min} to ${inWords(max)}`,
  );

/** `one` and `many` name what the list holds. */
export function checkCount(
  field: string,
  list: readonly unknown[],
  { min = 0, max, one, many }: { min?: number; max: number; one: string; many: string },
): Faults {
  if (list.length < min)
    return [{ field, problem: `must name at least ${min === 1 ? `one ${one}` : `${min} ${many}`}` }];
  return faultIf(list.length > max, field, `must name at most ${max} ${many}`);
}

/** Names each value that stands there for the second time. */
export function checkOnce(field: string, values: readonly string[], member = ''): Faults {
  return values.flatMap((value, index) =>
    faultIf(values.indexOf(value) < index, `${field}[${index}]${member}`, 'must not be there twice'),
  );
}

export const checkEach = <T>(
  field: string,
  list: readonly T[],
  check: (field: string, value: T, index: number) => Faults,
): Faults => list.flatMap((value, index) => check(`${field}[${index}]`, value, index));

const inWords = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
