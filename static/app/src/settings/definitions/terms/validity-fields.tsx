import { NumberField } from '../fields/number-field';
import type { Validity } from '../form';
import { member, type Part } from '../part';

export const freshValidity = (): Validity => ({ days: 365, renewDaysBefore: 30 });

export function ValidityFields({ part }: { part: Part<Validity> }) {
  return (
    <div className="row">
      <NumberField part={member(part, 'days')} label="It is valid for" unit="days" min={1} />
      <NumberField
        part={member(part, 'renewDaysBefore')}
        label="A new approval is started"
        unit="days before"
        min={0}
      />
    </div>
  );
}
