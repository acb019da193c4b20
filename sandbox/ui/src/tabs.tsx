import type { KeyboardEvent, ReactNode } from 'react';

export type Tab = { id: string; label: string; count?: number; content: () => ReactNode };

type Props = { label: string; tabs: readonly Tab[]; open: string; onOpen: (id: string) => void };

export function Tabs({ label, tabs, open, onOpen }: Props) {
  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ id }) => id === open);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onOpen(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label: name, count }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === open}
            tabIndex={id === open ? 0 : -1}
            onClick={() => onOpen(id)}
          >
            {name}
            {count ? <span className="count">{count}</span> : null}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" aria-labelledby={`tab-${open}`}>
        {tabs.find(({ id }) => id === open)?.content()}
      </div>
    </>
  );
}

const STEPS: Record<string, number | undefined> = { ArrowLeft: -1, ArrowRight: 1 };
