import { Button } from '../../button';
import { Instant } from '../../instant';
import type { Item } from './attention';

type Props = { item: Item; goTo: (tab: string) => void; open: (url: string) => void };

export function AttentionItem({ item: { title, context, since, text, remedy, way }, goTo, open }: Props) {
  return (
    <li className="card">
      <div className="card-title">
        <h2>{title}</h2>
        {way.type === 'tab' ? (
          <Button spacing="compact" onClick={() => goTo(way.tab)}>
            {way.label}
          </Button>
        ) : (
          <Button spacing="compact" aria-label={`Open ${title}`} onClick={() => open(way.url)}>
            Open
          </Button>
        )}
      </div>
      {context === undefined && since === undefined ? null : (
        <p className="subtle">
          {context}
          {context === undefined || since === undefined ? null : ' · '}
          {since === undefined ? null : (
            <>
              since <Instant at={since} />
            </>
          )}
        </p>
      )}
      <p className="reason">{text}</p>
      {remedy === undefined ? null : <p className="reason">{remedy}</p>}
    </li>
  );
}
