import { freshDelivery } from '../delivery/delivery';
import { DeliveryFields } from '../delivery/delivery-fields';
import { NumberField } from '../fields/number-field';
import { OptionalPart } from '../fields/optional-part';
import type { Terms } from '../form';
import { member, type Part } from '../part';
import { freshCalendar } from '../terms/calendar';
import { CalendarFields } from '../terms/calendar-fields';
import { ChangesFields } from '../terms/changes-fields';
import { EffectsFields } from '../terms/effects-fields';
import { freshValidity, ValidityFields } from '../terms/validity-fields';

/** What holds for the whole approval. */
export function TermsFields({ part }: { part: Part<Terms> }) {
  return (
    <>
      <section className="card" aria-labelledby="about-place">
        <h3 id="about-place">Where to ask</h3>
        <p className="subtle">
          As the Slack tab says, unless you choose here. People without an account always get an e-mail.
        </p>
        <OptionalPart
          part={member(part, 'delivery')}
          label="People are asked in a place that this definition chooses"
          fresh={freshDelivery}
        >
          {(delivery) => <DeliveryFields part={delivery} />}
        </OptionalPart>
      </section>
      <section className="card" aria-labelledby="about-time">
        <h3 id="about-time">Time</h3>
        <OptionalPart
          part={member(part, 'calendar')}
          label="Deadlines count working time only"
          fresh={() => freshCalendar(Intl.DateTimeFormat().resolvedOptions().timeZone)}
        >
          {(calendar) => <CalendarFields part={calendar} />}
        </OptionalPart>
        <NumberField
          part={member(part, 'undoMinutes')}
          label="A decision can be taken back for"
          hint="0 to 60. What follows after approval or rejection waits as long."
          unit="minutes"
          max={60}
        />
        <OptionalPart
          part={member(part, 'validity')}
          label="An approval is valid for a time only"
          fresh={freshValidity}
        >
          {(validity) => <ValidityFields part={validity} />}
        </OptionalPart>
      </section>
      <section className="card" aria-labelledby="about-changes">
        <h3 id="about-changes">Changes while it runs</h3>
        <ChangesFields part={member(part, 'changes')} />
      </section>
      <section className="card" aria-labelledby="about-effects">
        <h3 id="about-effects">What follows</h3>
        <EffectsFields part={member(part, 'onApproved')} label="After approval" />
        <EffectsFields part={member(part, 'onRejected')} label="After rejection" />
      </section>
    </>
  );
}
