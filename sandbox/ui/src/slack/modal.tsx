import type { FormEvent } from 'react';
import type { Member } from '../api';
import { useAction } from '../questions';
import { Blocks } from './blocks';
import { actInView, closeView, searchOptions, submitForm } from './calls';
import { type Around, toChoice } from './choices';
import type { View } from './schema';

type Props = { view: View; member: Member; around: Around; nameOf: (userId: string) => string };

/** The view on top of the stack, over the Slack of one person. */
export function Modal({ view, member: { user }, around, nameOf }: Props) {
  const submit = useAction(submitForm);
  const close = useAction(closeView);
  const act = useAction(actInView);
  const search = useAction(searchOptions);
  const viewId = view.id;
  const title = view.title?.text ?? '';
  const [trouble] = [submit, close, act, search].flatMap(({ error, data }) => error?.message ?? data?.error ?? []);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    submit.mutate({ viewId, user, values: valuesOf(view, new FormData(event.currentTarget)) });
  }

  return (
    <div className="modal-cover">
      <form className="modal" role="dialog" aria-label={title} onSubmit={send}>
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
          view={{ shown: view, search: (named, value) => search.mutate({ ...named, viewId, user, value }) }}
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

/** By block; what was left empty is cleared. */
function valuesOf({ blocks }: View, data: FormData): Record<string, unknown> {
  const inputs = blocks.filter(({ type, block_id: id }) => type === 'input' && id !== undefined);
  return Object.fromEntries(
    inputs.map(({ block_id: id = '', element }) => {
      const given = data.getAll(id).map(String);
      const isMany = toChoice(element)?.type === 'checkboxes';
      return [id, isMany ? given : given[0] || null];
    }),
  );
}
