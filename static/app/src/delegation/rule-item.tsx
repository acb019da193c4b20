import '../approval/approval.css';
import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import type { DelegationView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { Instant } from '../instant';
import type { People } from '../people/use-people';
import type { Choice } from './rule-draft';
import { useRemoveRule } from './use-delegations';

type Props = { rule: DelegationView; people: People; choices: readonly Choice[]; edit: () => void };

export function RuleItem({ rule, people, choices, edit }: Props) {
  const remove = useRemoveRule();
  const { id, from, until, to, definitions, state } = rule;
  const { appearance, label } = STATES[state];
  const names = to.map(people.nameOf).join(', ');
  return (
    <article className="card" aria-label={`${names}, ${label}`}>
      <div className="card-title">
        <h3>{names}</h3>
        <Lozenge appearance={appearance}>{label}</Lozenge>
      </div>
      <ul className="facts">
        <li>
          <Instant at={from} /> to <Instant at={until} />
        </li>
        <li>{definitions === 'all' ? 'All approvals' : definitions.map((each) => nameIn(choices, each)).join(', ')}</li>
      </ul>
      <div className="actions">
        <Button spacing="compact" aria-label={`Change the rule for ${names}`} onClick={edit}>
          Change
        </Button>
        <Button
          appearance="subtle"
          spacing="compact"
          aria-label={`Remove the rule for ${names}`}
          isLoading={remove.isPending}
          onClick={() => remove.mutate({ id })}
        >
          Remove
        </Button>
      </div>
      <Outcome change={remove} what="The rule was not removed" />
    </article>
  );
}

const nameIn = (choices: readonly Choice[], id: string): string =>
  choices.find((each) => each.id === id)?.name ?? 'a definition that is gone';

const STATES: Record<DelegationView['state'], { label: string; appearance: ThemeAppearance }> = {
  coming: { label: 'Coming', appearance: 'inprogress' },
  active: { label: 'Active', appearance: 'success' },
  over: { label: 'Over', appearance: 'default' },
};
