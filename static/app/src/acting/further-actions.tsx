import { ModalTransition } from '@atlaskit/modal-dialog';
import { useId, useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import type { People } from '../people/use-people';
import { AddApproverDialog } from './add-approver-dialog';
import { ConfirmDialog } from './confirm-dialog';
import { type Confirmed, confirmedOffers } from './offers';
import { ReassignDialog } from './reassign-dialog';

type Open =
  | { type: 'reassign' | 'add'; seen: ApprovalView }
  | { type: 'confirm'; seen: ApprovalView; offer: Confirmed };
type Props = { approval: ApprovalView; people: People };

/** What else the viewer can do, unfolded in place: a menu that floats would be cut off by the frame. */
export function FurtherActions({ approval, people }: Props) {
  const [isUnfolded, setUnfolded] = useState(false);
  const [open, setOpen] = useState<Open>();
  const menuId = useId();
  const offers = confirmedOffers(approval);
  const { reassign, addTo } = approval.may;
  const close = () => setOpen(undefined);

  return (
    <>
      {offers.length + reassign.length + addTo.length === 0 ? null : (
        <div className="further">
          <Button
            appearance="subtle"
            spacing="compact"
            aria-expanded={isUnfolded}
            aria-controls={menuId}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isUnfolded ? 'Fewer actions' : 'More actions'}
          </Button>
          <ul id={menuId} hidden={!isUnfolded} aria-label={`Actions for ${approval.definitionName}`}>
            {reassign.length === 0 ? null : (
              <Entry label="Reassign…" press={() => setOpen({ type: 'reassign', seen: approval })} />
            )}
            {addTo.length === 0 ? null : (
              <Entry label="Add an approver…" press={() => setOpen({ type: 'add', seen: approval })} />
            )}
            {offers.map((offer) => (
              <Entry
                key={offer.label}
                label={offer.label}
                press={() => setOpen({ type: 'confirm', seen: approval, offer })}
              />
            ))}
          </ul>
        </div>
      )}
      <ModalTransition>
        {open?.type === 'confirm' ? <ConfirmDialog offer={open.offer} approval={open.seen} close={close} /> : null}
        {open?.type === 'reassign' ? <ReassignDialog approval={open.seen} people={people} close={close} /> : null}
        {open?.type === 'add' ? <AddApproverDialog approval={open.seen} close={close} /> : null}
      </ModalTransition>
    </>
  );
}

function Entry({ label, press }: { label: string; press: () => void }) {
  return (
    <li>
      <Button spacing="compact" onClick={press}>
        {label}
      </Button>
    </li>
  );
}
