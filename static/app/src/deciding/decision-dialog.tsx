import { useState } from 'react';
import { Outcome } from '../feedback/outcome';
import { FormDialog } from '../form/form-dialog';
import { isUnplaced, refusalAt } from '../form/refused-fields';
import type { People } from '../people/use-people';
import { type Asked, type Kind, MEANS, WORDS } from './asked';
import { CommentField } from './comment-field';
import { missingIn, toDecision } from './decision';
import { useDecide } from './use-decide';
import { VoteField } from './vote-field';

type Props = {
  kind: Kind;
  asked: Asked;
  people: People;
  comment: string;
  onComment: (comment: string) => void;
  decided: () => void;
  close: () => void;
};

export function DecisionDialog({ kind, asked, people, comment, onComment, decided, close }: Props) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [options, setOptions] = useState<readonly number[]>([]);
  const [missing, setMissing] = useState<ReturnType<typeof missingIn>>({});
  const decide = useDecide();
  const isNeeded = asked.explain.includes(kind);

  function send() {
    const found = missingIn(asked, kind, { comment, options });
    setMissing(found);
    if (Object.keys(found).length > 0) return;
    const decision = toDecision(asked, kind, { comment, options, requestId });
    decide.mutate(decision, { onSuccess: (answer) => (answer.ok ? finish() : undefined) });
  }

  function finish() {
    decided();
    close();
  }

  return (
    <FormDialog
      title={`${WORDS[kind].question} “${asked.definitionName}”?`}
      confirm={WORDS[kind].button}
      appearance={kind === 'reject' ? 'danger' : 'primary'}
      isSending={decide.isPending}
      send={send}
      close={close}
    >
      <p className="subtle">
        {asked.stepName === '' ? '' : `Step “${asked.stepName}”. `}
        {asked.inPlaceOf === undefined ? '' : `You decide in place of ${people.nameOf(asked.inPlaceOf)}. `}
        {MEANS[kind]}
      </p>
      {kind === 'vote' && asked.vote !== undefined ? (
        <VoteField
          vote={asked.vote}
          chosen={options}
          error={missing.options ?? refusalAt(decide.data, 'options')}
          onChange={setOptions}
        />
      ) : null}
      <CommentField
        isNeeded={isNeeded}
        comment={comment}
        error={missing.comment ?? refusalAt(decide.data, 'comment')}
        onChange={onComment}
      />
      {decide.isError || isUnplaced(decide.data, ['comment', 'options']) ? (
        <Outcome change={decide} what={WORDS[kind].failed} />
      ) : null}
    </FormDialog>
  );
}
