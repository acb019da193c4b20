import type { NoticeView, NotificationStatus } from '../../../../src/admin/contract';

/** How somebody was told, in one line; a way that went wrong stands out. */
export function NoticeLine({ notice }: { notice: NoticeView }) {
  const isWarning = hasGoneWrong(notice);
  return (
    <p className={isWarning ? 'notice notice-warning' : 'notice'}>
      {isWarning ? (
        <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label="Warning">
          <path d="M6 .8 11.6 11H.4Z" fill="currentColor" />
          <path d="M6 4.4v3M6 8.8v.4" stroke="var(--ds-surface-raised)" strokeWidth="1.2" />
        </svg>
      ) : null}
      {describe(notice)}
    </p>
  );
}

export const hasGoneWrong = ({ status }: NoticeView): boolean => WARNINGS.includes(status);

const WARNINGS: readonly NotificationStatus[] = ['fallen-back', 'dead'];

function describe({ surface, status, reason }: NoticeView): string {
  const way = surface === 'slack-message' ? 'Slack message' : 'E-mail';
  switch (status) {
    case 'pending':
    case 'sending':
      return tell(`${way} on its way`, reason);
    case 'sent':
    case 'updated':
      return tell(way, reason);
    case 'fallen-back':
      return tell('E-mail instead of Slack', reason);
    case 'suppressed':
      return surface === 'slack-channel' ? 'Asked in a Slack channel' : tell('Not told', reason);
    case 'dead':
      return tell(`${way} did not arrive`, reason);
  }
}

/** Reasons are whole sentences. */
const tell = (what: string, reason: string | undefined) => (reason === undefined ? what : `${what}. ${reason}`);
