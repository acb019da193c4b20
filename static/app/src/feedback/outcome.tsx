import type { Answer } from '../../../../src/admin/contract';
import { Problem } from './problem';
import { Refusal } from './refusal';

type Change<V> = {
  isError: boolean;
  data: Answer<unknown> | undefined;
  variables: V | undefined;
  mutate: (variables: V) => void;
};

/**
 * What became of a change that did not go through; nothing when it did. Trying again sends the very same request, with
 * its id, so that a first one that arrived after all is not repeated.
 */
export function Outcome<V>({ change, what }: { change: Change<V>; what: string }) {
  const { variables } = change;
  if (change.isError && variables !== undefined) {
    return <Problem what={what} retry={() => change.mutate(variables)} />;
  }
  return change.data?.ok === false ? <Refusal reason={change.data.error} /> : null;
}
