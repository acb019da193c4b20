import { Button } from '../../../button';
import { ItemTools } from '../fields/item-tools';
import { OptionField } from '../fields/option-field';
import { PartProblem } from '../fields/part-problem';
import { without } from '../lists';
import type { Part, Place } from '../part';
import { QuestionRow } from './question-row';
import { freshGroup, freshQuestion, type GroupKind, type GroupNode, type Node } from './tree';

/** A `not` around a group counts as a level too, so a deeper one could be refused. */
const MAX_GROUPS_DEEP = 3;

type Props = { node: GroupNode; part: Place; depth: number; onChange: (node: GroupNode) => void };

export function ConditionGroup({ node, part, depth, onChange }: Props) {
  const setAll = (of: readonly Node[]) => onChange({ ...node, of });
  const set = (index: number, child: Node) => setAll(node.of.with(index, child));
  const kind: Part<GroupKind> = {
    ...part,
    path: `${node.path}.op`,
    value: node.kind,
    onChange: (next) => onChange({ ...node, kind: next }),
  };
  return (
    <div className="condition-group">
      <OptionField part={kind} label={depth === 1 ? 'When' : 'And in this group'} options={KINDS} />
      <ol className="condition-list">
        {node.of.map((child, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is in a group has no identity but its place.
          <li key={index}>
            {child.type === 'question' ? (
              <QuestionRow node={child} part={part} onChange={(next) => set(index, next)} />
            ) : (
              <ConditionGroup node={child} part={part} depth={depth + 1} onChange={(next) => set(index, next)} />
            )}
            <ItemTools
              what={`${child.type} ${index + 1}`}
              remove={node.of.length === 1 && depth === 1 ? undefined : () => setAll(without(node.of, index))}
            />
          </li>
        ))}
      </ol>
      <PartProblem part={{ ...part, path: `${node.path}.of` }} />
      <div className="actions">
        <Button spacing="compact" onClick={() => setAll([...node.of, freshQuestion()])}>
          Add question
        </Button>
        {depth < MAX_GROUPS_DEEP ? (
          <Button spacing="compact" onClick={() => setAll([...node.of, freshGroup()])}>
            Add group
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const KINDS = [
  { value: 'all', label: 'All of these hold' },
  { value: 'any', label: 'At least one of these holds' },
  { value: 'none', label: 'None of these holds' },
  { value: 'not-all', label: 'Not all of these hold' },
] as const;
