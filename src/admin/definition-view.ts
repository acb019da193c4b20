import type { Definition, StepDefinition } from '../approvals/core/definition';
import type { DefinitionForm, DefinitionSummary, DefinitionView } from './contract';
import { asksText, countIn, quorumText, scopeText } from './words';

/** A definition, and whether it is offered. */
export type KeptDefinition = { readonly definition: Definition; readonly state: 'active' | 'archived' };

export function toDefinitionSummary({ definition, state }: KeptDefinition): DefinitionSummary {
  const { id, name, description, version, scope, startWhen, steps } = definition;
  return {
    id,
    name,
    description,
    version,
    archived: state === 'archived',
    scope: scopeText(scope),
    automatic: startWhen !== undefined,
    steps: steps.map((step) => ({
      name: step.name,
      asks: asksText(step.asks),
      quorum: stepQuorumText(step),
      together: step.together,
    })),
  };
}

const stepQuorumText = ({ quorum, vote, asks }: StepDefinition) =>
  quorumText(quorum, { vote: vote !== undefined, ...countIn(asks) });

export const toDefinitionView = ({ definition, state }: KeptDefinition): DefinitionView => ({
  id: definition.id,
  version: definition.version,
  archived: state === 'archived',
  form: toDefinitionForm(definition),
});

/** What an admin writes of it. */
export function toDefinitionForm(draft: Omit<Definition, 'id' | 'version' | 'owner'>): DefinitionForm {
  const { name, description, scope, steps, startWhen, terms } = draft;
  return { name, description, scope, steps, ...(startWhen === undefined ? {} : { startWhen }), terms };
}
