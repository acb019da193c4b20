import Textfield from '@atlaskit/textfield';
import { Button } from '../../../button';
import type { Calendar } from '../form';
import { without } from '../lists';
import { items, member, type Part } from '../part';
import { problemAt } from '../paths';
import { spansOf, withSpan } from './calendar';

type Props = { part: Part<Calendar>; day: number; name: string };

/** The hours of one day; none means that nobody works. */
export function DayHours({ part, day, name }: Props) {
  const hours = member(part, 'hours');
  const places = items(hours);
  const spans = spansOf(part.value, day);
  return (
    <fieldset className="day" aria-label={name}>
      <span className="day-name">{name}</span>
      {spans.length === 0 ? <span className="subtle">No work</span> : null}
      {spans.map(({ index }, number) => {
        const place = places[index];
        return place === undefined ? null : (
          <Span
            key={place.path}
            part={place}
            name={spans.length === 1 ? name : `${name}, ${number + 1}`}
            remove={() => hours.onChange(without(hours.value, index))}
          />
        );
      })}
      <Button
        appearance="subtle"
        spacing="compact"
        aria-label={`Add hours on ${name}`}
        onClick={() => part.onChange(withSpan(part.value, day))}
      >
        Add hours
      </Button>
    </fieldset>
  );
}

type SpanProps = { part: Part<Calendar['hours'][number]>; name: string; remove: () => void };

function Span({ part, name, remove }: SpanProps) {
  const problem = problemAt(part.faults, part.path, { deep: true });
  return (
    <span className="span">
      <Clock part={member(part, 'from')} label={`${name}: from`} />
      <span aria-hidden="true">–</span>
      <Clock part={member(part, 'to')} label={`${name}: to`} />
      <Button appearance="subtle" spacing="compact" aria-label={`Remove hours on ${name}`} onClick={remove}>
        ×
      </Button>
      {problem === undefined ? null : (
        <span className="error" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

/** Text, not a time input: the day ends at 24:00, which that one does not know. */
function Clock({ part, label }: { part: Part<string>; label: string }) {
  return (
    <Textfield
      id={part.path}
      aria-label={label}
      width={80}
      isCompact
      maxLength={5}
      placeholder="09:00"
      isInvalid={problemAt(part.faults, part.path) !== undefined}
      value={part.value}
      onChange={(event) => part.onChange(event.currentTarget.value)}
    />
  );
}
