import Select from '@atlaskit/select';
import type { ConnectionView } from '../../../../../../src/admin/contract';
import { Field } from '../../../form/field';
import type { Delivery } from '../form';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { withWorkspace } from './delivery';

type Option = { value: string | undefined; label: string };
type Props = { part: Part<Delivery>; connections: readonly ConnectionView[]; usual: ConnectionView };

/** A workspace that only another site has is shown until it is replaced. */
export function WorkspaceField({ part, connections, usual }: Props) {
  const { value, path, faults, onChange } = part;
  const at = `${path}.workspace`;
  const problem = problemAt(faults, at);
  const options: Option[] = [
    { value: undefined, label: `The default workspace (now ${usual.name})` },
    ...connections.map(({ teamId, name }) => ({ value: teamId, label: name })),
  ];
  const chosen = options.find((option) => option.value === value.workspace);
  return (
    <Field id={at} label="Workspace" hint="People who are not in it are asked where they are." error={problem}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option>
          inputId={id}
          aria-describedby={told}
          isSearchable={false}
          isInvalid={problem !== undefined}
          options={options}
          value={chosen ?? { value: value.workspace, label: `Not connected here (${value.workspace})` }}
          onChange={(option) => (option === null ? undefined : onChange(withWorkspace(value, option.value)))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
