import type { People } from '../../../people/use-people';
import { inWords } from '../deadline/duration';
import { deliveryInWords } from '../delivery/delivery';
import type { Asked, StepForm } from '../form';
import { QUORUMS } from '../quorum/quorum';

/** What a step does, for its heading while it is folded. */
export function stepInWords(step: StepForm, people: People, day: number): string {
  const { asks, quorum, vote, when, deadline, delivery } = step;
  const kind = QUORUMS.find(({ value }) => value === quorum.type)?.label ?? quorum.type;
  return [
    askedInWords(asks, people),
    vote === undefined ? kind.toLowerCase() : `vote among ${vote.options.length} options`,
    ...(when === undefined ? [] : ['under a condition']),
    ...(deadline === undefined ? [] : [`due after ${inWords(deadline.dueInMinutes, day)}`]),
    ...(delivery === undefined ? [] : [deliveryInWords(delivery)]),
  ].join(' · ');
}

function askedInWords(asks: Asked, people: People): string {
  switch (asks.type) {
    case 'user':
      return listed(asks.people.map(people.nameOf), 'nobody yet');
    case 'group':
      return listed(
        asks.groups.map(({ name }) => `group ${name}`),
        'no group yet',
      );
    case 'field':
      return asks.field.name === '' ? 'no field yet' : `field ${asks.field.name}`;
    case 'role':
      return asks.role.name === '' ? 'no role yet' : `role ${asks.role.name}`;
    case 'space-permission':
      return 'a permission in the space';
    case 'external':
      return listed(asks.emails, 'no address yet');
  }
}

const SHOWN = 3;

function listed(names: readonly string[], nobody: string): string {
  if (names.length === 0) return nobody;
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
