import Checkbox from '@atlaskit/checkbox';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { SlackSettingsView, SlackView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { ModeField } from './mode-field';
import { useSlackChange } from './use-slack';

/** What a message offers, and where people are asked unless a definition says otherwise. */
export function BehaviourForm({ slack }: { slack: SlackView }) {
  const { settings } = slack;
  const [draft, setDraft] = useState(settings);
  const save = useSlackChange('slack/save-settings', 'How messages behave is saved');
  const refusal = save.data?.ok === false ? save.data : undefined;
  const isUnsaved = KEYS.some((key) => draft[key] !== settings[key]);
  const isPlaced = refusal?.field === 'delivery';

  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }

  return (
    <section aria-labelledby="slack-behaviour">
      <h2 id="slack-behaviour">How messages behave</h2>
      <form className="card behaviour" onSubmit={send} aria-labelledby="slack-behaviour">
        <Switch
          label="Action buttons"
          isOn={draft.actionButtons}
          turn={(actionButtons) => setDraft({ ...draft, actionButtons })}
        >
          Messages offer the answers that a step allows. Without them a message only offers to view the approval.
        </Switch>
        <Switch
          label="Decide from Slack without signing in"
          isOn={draft.actWithoutLogin}
          turn={(actWithoutLogin) => setDraft({ ...draft, actWithoutLogin })}
        >
          A button decides at once, for the person who is signed in to Slack. Without it buttons lead to the work item
          or page, where people sign in and decide.
        </Switch>
        <p className="subtle">
          Messages that are there already follow when they next change. Until then, a button that should be gone decides
          nothing: it says where to decide instead.
        </p>
        <ModeField
          label="Where people are asked"
          error={isPlaced ? refusal?.error : undefined}
          value={draft.delivery}
          choose={(delivery) => setDraft({ ...draft, delivery })}
        />
        <p className="subtle">{channelText(slack)} A definition, or a step of it, can say otherwise.</p>
        {isPlaced ? null : <Outcome change={save} what="How messages behave was not saved" />}
        <div className="actions">
          <Button type="submit" appearance="primary" isDisabled={!isUnsaved} isLoading={save.isPending}>
            Save
          </Button>
          <span className="subtle" role="status">
            {isUnsaved ? 'Not saved yet' : ''}
          </span>
        </div>
      </form>
    </section>
  );
}

type SwitchProps = { label: string; isOn: boolean; turn: (isOn: boolean) => void; children: ReactNode };

function Switch({ label, isOn, turn, children }: SwitchProps) {
  const told = useId();
  return (
    <div className="explained">
      <Checkbox
        label={label}
        aria-describedby={told}
        isChecked={isOn}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <p className="subtle" id={told}>
        {children}
      </p>
    </div>
  );
}

const KEYS = ['actWithoutLogin', 'actionButtons', 'delivery'] as const satisfies readonly (keyof SlackSettingsView)[];

function channelText({ connections }: SlackView): string {
  const { name, defaultChannel } = connections.find(({ isDefault }) => isDefault) ?? {};
  if (name === undefined) return 'A channel can be chosen once a workspace is connected.';
  return defaultChannel === undefined
    ? `The channel is the default channel of ${name}, which has none: choose it under Workspaces first.`
    : `The channel is #${defaultChannel.name}, the default channel of ${name}.`;
}
