import Checkbox from '@atlaskit/checkbox';
import type { Part } from '../part';
import { PartProblem } from './part-problem';

type Props = { part: Part<boolean>; label: string };

export function CheckField({ part, label }: Props) {
  return (
    <>
      <Checkbox
        id={part.path}
        label={label}
        isChecked={part.value}
        onChange={(event) => part.onChange(event.currentTarget.checked)}
      />
      <PartProblem part={part} />
    </>
  );
}
