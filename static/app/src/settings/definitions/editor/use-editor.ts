import { useState } from 'react';
import { type Draft, isSame, openDraft, withForm } from '../draft';
import { faultsLeft } from '../faults';
import type { Faults, Form } from '../form';
import { readJson } from '../reading/read-form';

type State = {
  draft: Draft;
  faults: Faults;
  /** As it was typed into the JSON view, its faults with it while it cannot be read. */
  text?: { json: string; broken?: Faults };
};

export type EditorState = ReturnType<typeof useEditor>;

/** One draft that the form and the JSON view edit. */
export function useEditor(initial: Form, tellUnsaved: (isUnsaved: boolean) => void) {
  const [state, setState] = useState<State>({ draft: openDraft(initial), faults: [] });
  const { draft, faults, text } = state;

  function change(next: State) {
    setState(next);
    tellUnsaved(next.text?.broken !== undefined || !isSame(initial, next.draft.form));
  }

  return {
    draft,
    form: draft.form,
    faults: text?.broken ?? faults,
    isBroken: text?.broken !== undefined,
    isUnsaved: text?.broken !== undefined || !isSame(initial, draft.form),
    json: text?.json ?? JSON.stringify(draft.form, null, 2),
    setFaults: (found: Faults) => setState((present) => ({ ...present, faults: found })),
    setDraft: (next: Draft) => change({ draft: next, faults: faultsLeft(faults, draft.form, next.form) }),
    setForm: (form: Form) => change({ draft: withForm(draft, form), faults: faultsLeft(faults, draft.form, form) }),
    write(json: string) {
      const reading = readJson(json);
      if (!reading.ok) return change({ ...state, text: { json, broken: reading.faults } });
      const left = faultsLeft(faults, draft.form, reading.value);
      change({ draft: withForm(draft, reading.value), faults: left, text: { json } });
    },
    undoText: () => change({ draft, faults }),
  };
}
