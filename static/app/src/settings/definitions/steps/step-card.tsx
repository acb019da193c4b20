import { useState } from 'react';
import { ItemTools } from '../fields/item-tools';
import { PartProblem } from '../fields/part-problem';
import type { StepForm } from '../form';
import type { Part } from '../part';
import { StepFields } from './step-fields';
import type { StepSite } from './step-site';
import { stepInWords } from './step-words';

type Props = {
  part: Part<StepForm>;
  number: number;
  isLast: boolean;
  isOpen: boolean;
  site: StepSite;
  move: (by: -1 | 1) => void;
  copy: () => void;
  remove?: () => void;
};

export function StepCard({ part, number, isLast, isOpen, site, move, copy, remove }: Props) {
  // A step that somebody just added has no name yet and is there to be filled in.
  const [startsOpen] = useState(isOpen || part.value.name === '');
  const { name, together } = part.value;
  return (
    <li className={together ? 'card step together' : 'card step'} id={part.path} tabIndex={-1}>
      <div className="card-title">
        <h3>
          Step {number}
          {name === '' ? '' : `: ${name}`}
        </h3>
        <ItemTools
          what={`step ${number}`}
          move={move}
          isFirst={number === 1}
          isLast={isLast}
          copy={copy}
          remove={remove}
        />
      </div>
      {together ? <p className="subtle">At the same time as step {number - 1}</p> : null}
      <PartProblem part={part} />
      <details open={startsOpen}>
        <summary>{stepInWords(part.value, part.people, site.day)}</summary>
        <StepFields part={part} number={number} site={site} />
      </details>
    </li>
  );
}
