import { useState } from 'react';
import type { DelegationView } from '../../../../src/admin/contract';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { usePeople } from '../people/use-people';
import { emptyRule, type RuleDraft, toDraft } from './rule-draft';
import { RuleForm } from './rule-form';
import { RuleItem } from './rule-item';
import { useDefinitionNames, useDelegations } from './use-delegations';

export function DelegationSection() {
  const delegations = useDelegations();
  switch (delegations.status) {
    case 'pending':
      return <Loading what="your rules" />;
    case 'error':
      return <Problem what="Your rules could not be loaded" retry={() => delegations.refetch()} />;
    case 'success':
      return delegations.data.ok ? (
        <Rules rules={delegations.data.value} />
      ) : (
        <Refusal reason={delegations.data.error} />
      );
  }
}

function Rules({ rules }: { rules: readonly DelegationView[] }) {
  const names = useDefinitionNames();
  const choices = names.data?.ok === true ? names.data.value : [];
  const people = usePeople(rules.flatMap(({ to }) => to));
  // A new key is a new, empty form.
  const [edited, setEdited] = useState<{ key: number; draft: RuleDraft }>({ key: 0, draft: emptyRule(new Date()) });
  const open = (draft: RuleDraft) => setEdited({ key: edited.key + 1, draft });

  return (
    <>
      <RuleForm key={edited.key} initial={edited.draft} choices={choices} close={() => open(emptyRule(new Date()))} />
      {rules.length === 0 ? null : (
        <ul className="rules" aria-label="Your rules">
          {rules.map((rule) => (
            <li key={rule.id}>
              <RuleItem
                rule={rule}
                people={people}
                choices={choices}
                edit={() => open(toDraft(rule, people, choices))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
