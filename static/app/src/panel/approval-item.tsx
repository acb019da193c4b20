import type { ApprovalView } from '../../../../src/admin/contract';
import { CloseVoteLine } from '../acting/close-vote-line';
import { FurtherActions } from '../acting/further-actions';
import { ResubmitLine } from '../acting/resubmit-line';
import { ApprovalCard } from '../approval/approval-card';
import { toAsked } from '../deciding/asked';
import { DecideButtons } from '../deciding/decide-buttons';
import { WithdrawLine } from '../deciding/withdraw-line';
import type { People } from '../people/use-people';

type Props = { approval: ApprovalView; people: People };

/** One approval with all that the viewer can do, the most urgent first. */
export function ApprovalItem({ approval, people }: Props) {
  return (
    <ApprovalCard approval={approval} people={people}>
      <ResubmitLine approval={approval} />
      <DecideButtons asked={toAsked(approval)} people={people} />
      <WithdrawLine approval={approval} />
      <CloseVoteLine approval={approval} />
      <FurtherActions approval={approval} people={people} />
    </ApprovalCard>
  );
}
