import { openTab } from '../../api';
import { Button } from '../../button';
import { Empty } from '../../feedback/empty';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { useNow } from '../../time/use-now';
import { toItems } from './attention';
import { AttentionItem } from './attention-item';
import { useAttention } from './use-attention';

export function AttentionSection({ goTo }: { goTo: (tab: string) => void }) {
  const { seen, isPending, isRefetching, failed, refusal, refetch } = useAttention();
  const items = toItems(seen, useNow());
  if (isPending) return <Loading what="what needs attention" />;

  return (
    <>
      <div className="section-title">
        <p className="subtle">What does not work, or soon may not, and what to do about it.</p>
        <Button isLoading={isRefetching} onClick={refetch}>
          Refresh
        </Button>
      </div>
      {failed ? <Problem what="Not everything could be looked at" retry={refetch} /> : null}
      {refusal === undefined ? null : <Refusal reason={refusal} />}
      {items.length === 0 && !failed && refusal === undefined ? (
        <Empty title="Nothing needs you">
          What is set up works, everybody was reached of late, and every running approval has somebody who can decide
          it.
        </Empty>
      ) : (
        <ul className="definitions">
          {items.map((item) => (
            <AttentionItem key={item.id} item={item} goTo={goTo} open={openTab} />
          ))}
        </ul>
      )}
    </>
  );
}
