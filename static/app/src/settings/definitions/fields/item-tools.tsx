import { Button } from '../../../button';

type Props = {
  /** What is moved, as buttons name it: `step 2`. */
  what: string;
  move?: (by: -1 | 1) => void;
  isFirst?: boolean;
  isLast?: boolean;
  copy?: () => void;
  remove?: () => void;
};

export function ItemTools({ what, move, isFirst, isLast, copy, remove }: Props) {
  return (
    <div className="tools">
      {move === undefined ? null : (
        <>
          <Button
            appearance="subtle"
            spacing="compact"
            isDisabled={isFirst}
            aria-label={`Move ${what} up`}
            onClick={() => move(-1)}
          >
            ↑
          </Button>
          <Button
            appearance="subtle"
            spacing="compact"
            isDisabled={isLast}
            aria-label={`Move ${what} down`}
            onClick={() => move(1)}
          >
            ↓
          </Button>
        </>
      )}
      {copy === undefined ? null : (
        <Button appearance="subtle" spacing="compact" aria-label={`Duplicate ${what}`} onClick={copy}>
          Duplicate
        </Button>
      )}
      {remove === undefined ? null : (
        <Button appearance="subtle" spacing="compact" aria-label={`Remove ${what}`} onClick={remove}>
          Remove
        </Button>
      )}
    </div>
  );
}
