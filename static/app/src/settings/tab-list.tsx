import type { KeyboardEvent } from 'react';

export type Tab = { id: string; label: string };

type Props = { label: string; tabs: readonly Tab[]; open: string; onOpen: (id: string) => void };

/** Tabs as the ARIA practices describe them: one stop for the Tab key, arrows between them. */
export function TabList({ label, tabs, open, onOpen }: Props) {
  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === open);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onOpen(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, label: name }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === open}
          aria-controls={`panel-${open}`}
          tabIndex={id === open ? 0 : -1}
          onClick={() => onOpen(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

const STEPS: Record<string, number | undefined> = { ArrowLeft: -1, ArrowRight: 1 };
