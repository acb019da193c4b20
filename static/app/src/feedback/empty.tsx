import type { ReactNode } from 'react';

export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="empty">
      <svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="19" fill="var(--ds-background-neutral)" />
        <path d="M12 28 28 12" stroke="var(--ds-icon-subtle)" strokeWidth="5" strokeLinecap="round" />
      </svg>
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}
