import type { Form, StepForm } from './form';
import { freshStep } from './form';
import { inserted, moved, without } from './lists';

/** A definition while it is edited. `keys` tell its steps apart when they change places; they are not saved. */
export type Draft = { form: Form; keys: readonly number[]; nextKey: number };

export const openDraft = (form: Form): Draft => ({
  form,
  keys: form.steps.map((_, index) => index),
  nextKey: form.steps.length,
});

/** Steps keep their keys by their place. */
export function withForm(draft: Draft, form: Form): Draft {
  const keys = form.steps.map((_, index) => draft.keys[index] ?? draft.nextKey + index);
  return { form, keys, nextKey: draft.nextKey + form.steps.length };
}

export const withStepAdded = (draft: Draft): Draft => insertStep(draft, draft.keys.length, freshStep());

export function withStepCopied(draft: Draft, index: number): Draft {
  const step = draft.form.steps[index];
  return step === undefined ? draft : insertStep(draft, index + 1, { ...step, name: copyName(step.name, draft) });
}

export const withStepMoved = (draft: Draft, index: number, by: -1 | 1): Draft =>
  withSteps(draft, moved(draft.form.steps, index, by), moved(draft.keys, index, by));

export const withStepRemoved = (draft: Draft, index: number): Draft =>
  withSteps(draft, without(draft.form.steps, index), without(draft.keys, index));

const insertStep = (draft: Draft, index: number, step: StepForm): Draft => ({
  ...withSteps(draft, inserted(draft.form.steps, index, step), inserted(draft.keys, index, draft.nextKey)),
  nextKey: draft.nextKey + 1,
});

/** Nothing is before the first step, so it cannot run at the same time as that. */
function withSteps(draft: Draft, steps: readonly StepForm[], keys: readonly number[]): Draft {
  const settled = steps.map((step, index) => (index === 0 && step.together ? { ...step, together: false } : step));
  return { ...draft, form: { ...draft.form, steps: settled }, keys };
}

function copyName(name: string, { form }: Draft): string {
  const stem = name.replace(/ \(\d+\)$/, '');
  const taken = new Set(form.steps.map((step) => step.name));
  for (let number = 2; ; number += 1) {
    const candidate = `${stem} (${number})`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The same definition, whatever the order of its members: the JSON view writes them as it likes. */
export const isSame = (a: Form, b: Form): boolean => sorted(a) === sorted(b);

const sorted = (form: Form): string =>
  JSON.stringify(form, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
