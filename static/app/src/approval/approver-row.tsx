import './approvers.css';
import type { ApproverView, StepView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import { Face } from '../people/face';
import type { People } from '../people/use-people';
import { DecisionLine } from './decision-line';
import { NoticeLine } from './notice-line';
import { ADDED, markOf, SILENT } from './words';

type Props = { approver: ApproverView; step: StepView; people: People };

export function ApproverRow({ approver, step, people }: Props) {
  const { id, decision, notice, delegates, left, added } = approver;
  const name = people.nameOf(id);
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
        {added === undefined ? null : <p className="subtle">{ADDED[added]}</p>}
        {decision === undefined && left === undefined
          ? delegates.map((delegate) => (
              <p key={delegate.id} className="subtle">
                {people.nameOf(delegate.id)} can decide too, until <Instant at={delegate.until} />
              </p>
            ))
          : null}
        {notice ? <NoticeLine notice={notice} /> : null}
      </div>
    </li>
  );
}
