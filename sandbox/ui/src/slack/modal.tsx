import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Member } from '../api';
import { useAction } from '../questions';
import { Blocks } from './blocks';
import { actInView, closeView, searchOptions, submitForm } from './calls';
import { type Around, isMany, toChoice } from './choices';
import type { View } from './schema';

type Props = { view: View; member: Member; around: Around; nameOf: (userId: string) => string };

/** The view on top of the stack, over the Slack of one person. */
export function Modal({ view, member: { user }, around, nameOf }: Props) {
  const submit = useAction(submitForm);
  const close = useAction(closeView);
  const act = useAction(actInView);
  const search = useAction(searchOptions);
  const viewId = view.id;
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const title = view.title?.text ?? '';
  const [trouble] = [submit, close, act, search].flatMap(({ error, data }) => error?.message ?? data?.error ?? []);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = valuesOf(view, new FormData(event.currentTarget));
    const found = missingIn(view, values);
    setMissing(found);
    if (Object.keys(found).length === 0) submit.mutate({ viewId, user, values });
  }

  function closeWithKey(event: KeyboardEvent) {
    if (event.key === 'Escape') close.mutate({ viewId, user });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a view that was changed may have got its first input.
  useEffect(() => {
    if (form.current?.contains(document.activeElement) === true) return;
    (form.current?.querySelector<HTMLElement>('textarea, input, select') ?? form.current)?.focus();
  }, [view.hash]);

  return (
    <div className="modal-cover">
      <form
        ref={form}
        className="modal"
        role="dialog"
        aria-label={title}
        tabIndex={-1}
        onSubmit={send}
        onKeyDown={closeWithKey}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" aria-label="Close all" onClick={() => close.mutate({ viewId, user, whole: true })}>
            ×
          </button>
        </header>
        <Blocks
          key={view.hash}
          blocks={view.blocks}
          nameOf={nameOf}
          around={around}
          isBusy={act.isPending}
          act={(named, value) => act.mutate({ ...named, viewId, user, value })}
          view={{
            shown: { ...view, errors: { ...missing, ...view.errors } },
            search: (named, value) => search.mutate({ ...named, viewId, user, value }),
          }}
        />
        {trouble === undefined ? null : (
          <p className="error" role="alert">
            {trouble}
          </p>
        )}
        <footer className="buttons">
          <button type="button" className="slack-button plain" onClick={() => close.mutate({ viewId, user })}>
            {view.close?.text ?? (view.previousViewId === null ? 'Cancel' : 'Back')}
          </button>
          {view.submit === undefined ? null : (
            <button type="submit" className="slack-button primary" disabled={submit.isPending}>
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </div>
  );
}

/** Slack itself asks for these, before the app hears of the form. */
function missingIn({ blocks }: View, values: Record<string, unknown>): Record<string, string> {
  const needed = blocks.filter(({ type, optional }) => type === 'input' && optional !== true);
  const empty = needed.flatMap(({ block_id: id = '' }) => (isEmpty(values[id]) ? [id] : []));
  return Object.fromEntries(empty.map((id) => [id, 'Please complete this required field.']));
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : typeof value !== 'string' || value.trim() === '';

/** By block; what was left empty is cleared. */
function valuesOf({ blocks }: View, data: FormData): Record<string, unknown> {
  const inputs = blocks.filter(({ type, block_id: id }) => type === 'input' && id !== undefined);
  return Object.fromEntries(
    inputs.map(({ block_id: id = '', element }) => {
      const given = data.getAll(id).map(String);
      const choice = toChoice(element);
      return [id, choice !== undefined && isMany(choice) ? given : given[0] || null];
    }),
  );
}
