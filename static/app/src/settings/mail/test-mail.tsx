import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { useTestMail } from './use-mail';

export function TestMail() {
  const test = useTestMail();
  return (
    <>
      <div className="actions">
        <Button isLoading={test.isPending} onClick={() => test.mutate({})}>
          Send me a test mail
        </Button>
      </div>
      <p role="status">{test.data?.ok === true ? `Sent to ${test.data.value.sentTo}. Look into your mailbox.` : ''}</p>
      <Outcome change={test} what="The test mail was not sent" />
    </>
  );
}
