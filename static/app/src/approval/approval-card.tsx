import './approval.css';
import Lozenge from '@atlaskit/lozenge';
import type { ReactNode } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';
import { ApprovalFacts } from './approval-facts';
import { ChangeList } from './change-list';
import { lozengesOf, STATES } from './lozenges';
import { Timeline } from './timeline';

type Props = { approval: ApprovalView; people: People; children: ReactNode };

/** One approval, with what the viewer can do as its children. */
export function ApprovalCard({ approval, people, children }: Props) {
  const timeline = <Timeline steps={approval.steps} people={people} />;
  return (
    <article className="card" aria-label={`${approval.definitionName}, ${STATES[approval.state].label}`}>
      <div className="card-title">
        <h3>{approval.definitionName}</h3>
        <span className="lozenges">
          {lozengesOf(approval).map(({ label, appearance }) => (
            <Lozenge key={label} appearance={appearance}>
              {label}
            </Lozenge>
          ))}
        </span>
      </div>
      <ApprovalFacts approval={approval} people={people} />
      <ChangeList approval={approval} />
      {approval.state === 'pending' ? (
        timeline
      ) : (
        <details>
          <summary>Who decided what</summary>
          {timeline}
        </details>
      )}
      {children}
    </article>
  );
}
