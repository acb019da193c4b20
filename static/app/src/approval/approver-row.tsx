import './approvers.css';
import type { ApproverView, StepView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import { Face } from '../people/face';
import type { People } from '../people/use-people';
import { DecisionLine } from './decision-line';
import { hasGoneWrong, NoticeLine } from './notice-line';
import { ADDED, markOf, SILENT } from './words';

/** Why somebody stands there whom the definition does not name. */
function addedText({ added, called }: ApproverView, people: People): string | undefined {
  if (added === undefined) return undefined;
  return called === undefined ? ADDED[added] : `Asked by ${people.nameOf(called.by)}: “${called.reason}”`;
}

type Props = { approver: ApproverView; step: StepView; people: People };

export function ApproverRow({ approver, step, people }: Props) {
  const { id, decision, notice, delegates, left } = approver;
  const name = people.nameOf(id);
  const whyAdded = addedText(approver, people);
  return (
    <li className="approver">
      <Face name={name} picture={people.pictureOf(id)} mark={markOf(approver, step.state)} />
      <div className="approver-text">
        <p>
          <strong>{name}</strong> {decision ? <DecisionLine decision={decision} people={people} /> : null}
          {decision === undefined && left === undefined ? <span>{SILENT[step.state]}</span> : null}
        </p>
        {decision?.comment ? <blockquote>{decision.comment}</blockquote> : null}
        {left === undefined ? null : <p className="subtle">{left}</p>}
        {whyAdded === undefined ? null : <p className="subtle">{whyAdded}</p>}
        {decision === undefined && left === undefined
          ? delegates.map((delegate) => (
              <p key={delegate.id} className="subtle">
                {people.nameOf(delegate.id)} can decide too, until <Instant at={delegate.until} />
              </p>
            ))
          : null}
        {notice && (decision === undefined || hasGoneWrong(notice)) ? <NoticeLine notice={notice} /> : null}
      </div>
    </li>
  );
}
