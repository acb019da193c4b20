import { useRef } from 'react';
import { toLocal } from '../places';
import type { SlackButton } from './buttons';

type Props = { button: SlackButton; isBusy: boolean; press: (actionId: string) => void };

/** A button of a message, with the dialog that Slack shows first when the app asks for one. */
export function PressButton({ button, isBusy, press }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { action_id: actionId, confirm, style = 'plain', text, url } = button;
  if (url !== undefined) {
    return (
      <a className="slack-button plain" href={toLocal(url)} onClick={() => press(actionId)}>
        {text.text}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className={`slack-button ${style}`}
        disabled={isBusy}
        onClick={() => (confirm === undefined ? press(actionId) : dialog.current?.showModal())}
      >
        {text.text}
      </button>
      {confirm === undefined ? null : (
        <dialog
          ref={dialog}
          aria-label={confirm.title?.text}
          onClose={() => (dialog.current?.returnValue === 'confirm' ? press(actionId) : undefined)}
        >
          <form method="dialog">
            <h2>{confirm.title?.text ?? 'Are you sure?'}</h2>
            <p>{confirm.text?.text}</p>
            <div className="buttons">
              <button type="submit" value="deny" className="slack-button plain">
                {confirm.deny?.text ?? 'Cancel'}
              </button>
              <button type="submit" value="confirm" className={`slack-button ${style}`}>
                {confirm.confirm?.text ?? 'Yes'}
              </button>
            </div>
          </form>
        </dialog>
      )}
    </>
  );
}
