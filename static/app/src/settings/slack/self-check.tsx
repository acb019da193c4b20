import Lozenge from '@atlaskit/lozenge';
import type { SlackCheckView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { useCheck } from './use-slack';

type Line = SlackCheckView['lines'][number];

/** A test message that says of each part of its way whether it works. */
export function SelfCheck({ teamId }: { teamId: string }) {
  const check = useCheck();
  const lines = check.data?.ok === true ? check.data.value.lines : [];
  return (
    <>
      <div className="actions">
        <Button isLoading={check.isPending} onClick={() => check.mutate({ teamId })}>
          Send a test message
        </Button>
      </div>
      <Outcome change={check} what="The test was not made" />
      <ul className="self-check" aria-label="Result of the test" aria-live="polite">
        {lines.map((line) => (
          <li key={line.check}>
            <span>
              <Lozenge appearance={LOOKS[line.state].appearance}>{LOOKS[line.state].label}</Lozenge>
            </span>
            <span>
              <strong>{NAMES[line.check]}</strong>: {line.text} {line.remedy}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const LOOKS: Record<Line['state'], { label: string; appearance: 'success' | 'removed' | 'default' }> = {
  ok: { label: 'Works', appearance: 'success' },
  problem: { label: 'Problem', appearance: 'removed' },
  skipped: { label: 'Skipped', appearance: 'default' },
};

const NAMES: Record<Line['check'], string> = {
  token: 'Token',
  scopes: 'Scopes',
  channel: 'Default channel',
  mapping: 'You',
  'round-trip': 'Message',
};
