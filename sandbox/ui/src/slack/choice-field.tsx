import { type Around, type Choice, isMany, type Option, optionsOf, presentOf } from './choices';

type Props = {
  choice: Choice;
  /** Under which the form sends it. */
  name: string;
  label: string;
  around: Around;
  state?: Record<string, unknown> | undefined;
  offered?: unknown;
  describedBy?: string | undefined;
  /** Told of every choice, where the app wants to hear of it at once. */
  onChoose?: ((value: string | string[]) => void) | undefined;
  onSearch?: ((text: string) => void) | undefined;
};

/** One element that people fill in; the browser keeps what they enter until the form is sent. */
export function ChoiceField(props: Props) {
  const { choice, name, label, state, onChoose, describedBy } = props;
  const [present = ''] = presentOf(choice, state);
  const told = (value: string) => onChoose?.(value);
  const common = { name, 'aria-label': label, 'aria-describedby': describedBy, placeholder: choice.placeholder?.text };
  switch (choice.type) {
    case 'plain_text_input':
      return choice.multiline ? (
        <textarea {...common} rows={3} maxLength={choice.max_length} defaultValue={present} />
      ) : (
        <input
          {...common}
          maxLength={choice.max_length}
          defaultValue={present}
          onBlur={(event) => told(event.target.value)}
        />
      );
    case 'datepicker':
      return <input {...common} type="date" defaultValue={present} onChange={(event) => told(event.target.value)} />;
    case 'timepicker':
      return <input {...common} type="time" defaultValue={present} onChange={(event) => told(event.target.value)} />;
    case 'radio_buttons':
    case 'checkboxes':
    case 'multi_static_select':
      return <Marks {...props} />;
    default:
      return <Selection {...props} present={present} />;
  }
}

function Marks({ choice, name, label, around, state, onChoose }: Props) {
  const present = presentOf(choice, state);
  const many = isMany(choice);
  return (
    <fieldset className="marks" aria-label={label}>
      {optionsOf(choice, around, undefined).map(({ value, text, description }) => (
        <label key={value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={value}
            defaultChecked={present.includes(value)}
            onChange={(event) => onChoose?.(many ? marked(event.target.form, name) : value)}
          />
          <span>
            {text}
            {description === undefined ? null : <span className="quiet"> {description}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const marked = (form: HTMLFormElement | null, name: string): string[] =>
  form === null ? [] : new FormData(form).getAll(name).map(String);

function Selection({
  choice,
  name,
  label,
  around,
  offered,
  describedBy,
  onChoose,
  onSearch,
  present,
}: Props & { present: string }) {
  const options: Option[] = optionsOf(choice, around, offered);
  return (
    <>
      {choice.type === 'external_select' ? (
        <input
          type="search"
          aria-label={`Search ${label}`}
          placeholder="Type and press Enter"
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            onSearch?.(event.currentTarget.value);
          }}
        />
      ) : null}
      <select
        key={options.map(({ value }) => value).join()}
        name={name}
        aria-label={label}
        aria-describedby={describedBy}
        defaultValue={present}
        onChange={(event) => onChoose?.(event.target.value)}
      >
        <option value="">{choice.placeholder?.text ?? 'Choose'}</option>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </>
  );
}
