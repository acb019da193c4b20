import Select from '@atlaskit/select';
import { useId, useState } from 'react';
import type { NotificationStatus } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { HistoryTable } from './history-table';
import { STATUSES } from './statuses';
import { useHistory } from './use-history';

type Choice = { value: NotificationStatus | undefined; label: string };

const EVERYTHING: Choice = { value: undefined, label: 'Everything' };
/** Sending lasts for a moment and is not kept. */
const KEPT = STATUSES.filter(({ status }) => status !== 'sending');
const CHOICES: readonly Choice[] = [EVERYTHING, ...KEPT.map(({ status, label }) => ({ value: status, label }))];

export function HistorySection() {
  const [choice, setChoice] = useState(EVERYTHING);
  const history = useHistory(choice.value);
  const filterId = useId();
  return (
    <>
      <div className="section-title">
        <div className="filter">
          <label className="label" htmlFor={filterId}>
            Show
          </label>
          <Select<Choice>
            inputId={filterId}
            spacing="compact"
            options={CHOICES}
            value={choice}
            onChange={(next) => setChoice(next ?? EVERYTHING)}
          />
        </div>
        <Button isLoading={history.isRefetching} onClick={() => history.refetch()}>
          Refresh
        </Button>
      </div>
      <Rows history={history} />
    </>
  );
}

function Rows({ history }: { history: ReturnType<typeof useHistory> }) {
  switch (history.status) {
    case 'pending':
      return <Loading what="the notification history" />;
    case 'error':
      return <Problem what="The history could not be loaded" retry={() => history.refetch()} />;
    case 'success':
      return (
        <>
          <HistoryTable pages={history.data.pages} />
          {history.hasNextPage ? (
            <div className="centred">
              <Button isLoading={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
                Load more
              </Button>
            </div>
          ) : null}
        </>
      );
  }
}
