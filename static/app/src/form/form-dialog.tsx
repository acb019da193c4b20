import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { type FormEvent, type KeyboardEvent, type ReactNode, useCallback, useId, useRef } from 'react';
import { Button } from '../button';

type Props = {
  title: ReactNode;
  /** What the button says that sends the form. */
  confirm: string;
  appearance?: 'primary' | 'warning' | 'danger';
  width?: 'small' | 'medium';
  isReady?: boolean;
  isSending: boolean;
  send: () => void;
  close: () => void;
  children: ReactNode;
};

const FIRST_INPUT = 'input:not([type="hidden"]), textarea';

/**
 * A dialog that Enter sends (Ctrl or Cmd with it, where Enter begins a line). It begins in its first input; without any,
 * at the button that does what was asked for, unless that is dangerous.
 */
export function FormDialog(props: Props) {
  const { title, confirm, appearance = 'primary', width = 'small', isReady = true, isSending, send, close } = props;
  const formId = useId();
  const first = useRef<HTMLElement | null>(null);
  const findFirst = useCallback((form: HTMLFormElement | null) => {
    first.current = form?.querySelector<HTMLElement>(FIRST_INPUT) ?? null;
  }, []);
  const orElse = useCallback((button: HTMLButtonElement | null) => {
    first.current ??= button;
  }, []);
  const isHarmless = appearance === 'primary';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady && !isSending) send();
  }

  function submitWithKeys(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  }

  return (
    <Modal onClose={close} width={width} autoFocus={first}>
      <ModalHeader hasCloseButton>
        <ModalTitle appearance={isHarmless ? undefined : appearance}>{title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <form id={formId} ref={findFirst} noValidate onSubmit={submit} onKeyDown={submitWithKeys}>
          {props.children}
        </form>
      </ModalBody>
      <ModalFooter>
        <Button ref={isHarmless ? undefined : orElse} appearance="subtle" onClick={close}>
          Go back
        </Button>
        <Button
          ref={isHarmless ? orElse : undefined}
          type="submit"
          form={formId}
          appearance={appearance}
          isDisabled={!isReady}
          isLoading={isSending}
        >
          {confirm}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
