import { findProjects, findSpaces } from '../fields/choices';
import { KeysField } from '../fields/keys-field';
import { OptionField } from '../fields/option-field';
import { PartProblem } from '../fields/part-problem';
import type { Scope } from '../form';
import { member, type Part, seenAs } from '../part';

export function ScopeFields({ part }: { part: Part<Scope> }) {
  const { value } = part;
  const kind: Part<Scope['type']> = {
    ...part,
    value: value.type,
    onChange: (type) => (type === value.type ? undefined : part.onChange(freshScope(type))),
  };
  return (
    <div id={part.path} tabIndex={-1}>
      <OptionField part={kind} at={`${part.path}.type`} label="Where it can be used" options={SCOPES} />
      <PartProblem part={part} />
      {value.type === 'chosen' ? (
        <>
          <KeysField part={member(seenAs(part, value), 'projects')} label="Projects" search={findProjects} />
          <KeysField part={member(seenAs(part, value), 'spaces')} label="Spaces" search={findSpaces} />
        </>
      ) : null}
    </div>
  );
}

const freshScope = (type: Scope['type']): Scope => (type === 'global' ? { type } : { type, projects: [], spaces: [] });

const SCOPES = [
  { value: 'global', label: 'Everywhere' },
  { value: 'chosen', label: 'In chosen projects and spaces' },
] as const;
