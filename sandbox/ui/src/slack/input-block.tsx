import { z } from 'zod';
import type { Named } from './calls';
import { ChoiceField } from './choice-field';
import { type Around, toChoice } from './choices';
import type { Block, View } from './schema';

const words = z.looseObject({ text: z.string() });
const inputBlock = z.looseObject({
  block_id: z.string(),
  label: words,
  hint: words.optional(),
  optional: z.boolean().default(false),
  dispatch_action: z.boolean().default(false),
});

type Props = {
  block: Block;
  around: Around;
  act: (named: Named, value?: unknown) => void;
  view: { shown: View; search: (named: Named, text: string) => void };
};

/** An input of a form, with its hint and what the app has to say against the answer. */
export function InputBlock({ block, around, act, view: { shown, search } }: Props) {
  const input = inputBlock.safeParse(block).data;
  const choice = toChoice(block.element);
  if (input === undefined || choice === undefined) return null;
  const { block_id: id, label, hint, optional, dispatch_action: isHeard } = input;
  const error = shown.errors[id];
  const named = { actionId: choice.action_id, blockId: id };
  const noteId = `${shown.id}-${id}-note`;
  return (
    <div className="input-block">
      <p className="input-label">
        {label.text}
        {optional ? <span className="quiet"> (optional)</span> : null}
      </p>
      <ChoiceField
        choice={choice}
        name={id}
        label={label.text}
        around={around}
        state={shown.filled[id]?.[choice.action_id]}
        offered={shown.offered[`${id}/${choice.action_id}`]}
        describedBy={noteId}
        onChoose={isHeard ? (value) => act(named, value) : undefined}
        onSearch={(text) => search(named, text)}
      />
      <div id={noteId}>
        {hint === undefined ? null : <p className="quiet">{hint.text}</p>}
        {error === undefined ? null : (
          <p className="error" role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
