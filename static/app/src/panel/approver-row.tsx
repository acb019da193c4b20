import type { ApproverView, DecisionView, StepView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import { Face, type Mark } from '../people/face';
import type { People } from '../people/use-people';
import { NoticeLine } from './notice-line';

type Props = { approver: ApproverView; step: StepView; people: People };

export function ApproverRow({ approver, step, people }: Props) {
  const { accountId, decision, notice } = approver;
  const name = people.nameOf(accountId);
  return (
    <li className="approver">
      <Face
        name={name}
        picture={people.pictureOf(accountId)}
        mark={decision ? MARKS[decision.kind] : UNMARKED[step.state]}
      />
      <div className="approver-text">
        <p>
          <strong>{name}</strong> {decision ? <Decision decision={decision} /> : <span>{SILENT[step.state]}</span>}
        </p>
        {decision?.comment ? <blockquote>{decision.comment}</blockquote> : null}
        {notice ? <NoticeLine notice={notice} /> : null}
      </div>
    </li>
  );
}

function Decision({ decision }: { decision: DecisionView }) {
  return (
    <span>
      {decision.kind === 'approve' ? 'approved' : 'rejected'} in {decision.via === 'slack' ? 'Slack' : 'Jira'},{' '}
      <Instant at={decision.at} />
    </span>
  );
}

const MARKS: Record<DecisionView['kind'], Mark> = { approve: 'approved', reject: 'rejected' };

const UNMARKED: Record<StepView['state'], Mark> = {
  waiting: 'waiting',
  open: 'waiting',
  approved: 'passed-over',
  rejected: 'passed-over',
  skipped: 'passed-over',
};

/** What is said of somebody who has not answered. */
const SILENT: Record<StepView['state'], string> = {
  waiting: 'is asked later',
  open: 'has not answered yet',
  approved: 'did not need to answer',
  rejected: 'did not need to answer',
  skipped: 'was not asked',
};
