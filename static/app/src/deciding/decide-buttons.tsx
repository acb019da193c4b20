import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import type { People } from '../people/use-people';
import { type Asked, inOrder, type Kind, WORDS } from './asked';
import { toDecision } from './decision';
import { DecisionDialog } from './decision-dialog';
import { useDecide } from './use-decide';

type Props = {
  asked: Asked | undefined;
  people: People;
  decided?: () => void;
  /** Where only the approval itself shows the options of a vote. */
  openVote?: () => void;
};

/**
 * One button for each decision that is offered. An approval without a word is one press; everything else asks first. A
 * dialog keeps what was asked when it opened, whatever is learned since, and the comment outlives a closed dialog.
 */
export function DecideButtons({ asked, people, decided = () => undefined, openVote }: Props) {
  const [open, setOpen] = useState<{ kind: Kind; asked: Asked }>();
  const [comment, setComment] = useState('');
  const approve = useDecide();

  function press(kind: Kind) {
    if (asked === undefined) return;
    if (kind === 'vote' && openVote !== undefined) return openVote();
    if (kind !== 'approve' || asked.explain.includes('approve')) return setOpen({ kind, asked });
    const decision = toDecision(asked, kind, { comment: '', options: [], requestId: crypto.randomUUID() });
    approve.mutate(decision, { onSuccess: (answer) => (answer.ok ? decided() : undefined) });
  }

  return (
    <>
      {asked === undefined ? null : (
        <>
          {asked.inPlaceOf === undefined ? null : (
            <p className="subtle in-place">You decide in place of {people.nameOf(asked.inPlaceOf)}.</p>
          )}
          <div className="actions">
            {inOrder(asked.kinds).map((kind) => (
              <Button
                key={kind}
                appearance={kind === 'approve' || kind === 'vote' ? 'primary' : 'default'}
                isLoading={kind === 'approve' && approve.isPending}
                isDisabled={kind !== 'approve' && approve.isPending}
                onClick={() => press(kind)}
              >
                {kind === 'vote' && openVote !== undefined ? 'Open to vote' : WORDS[kind].button}
              </Button>
            ))}
            {asked.kinds.includes('approve') && !asked.explain.includes('approve') ? (
              <Button
                appearance="subtle"
                isDisabled={approve.isPending}
                onClick={() => setOpen({ kind: 'approve', asked })}
              >
                Approve with a comment
              </Button>
            ) : null}
          </div>
        </>
      )}
      <Outcome change={approve} what={WORDS.approve.failed} />
      <ModalTransition>
        {open === undefined ? null : (
          <DecisionDialog
            kind={open.kind}
            asked={open.asked}
            people={people}
            comment={comment}
            onComment={setComment}
            decided={() => {
              setComment('');
              decided();
            }}
            close={() => setOpen(undefined)}
          />
        )}
      </ModalTransition>
    </>
  );
}
