/** Tells whoever is looking that something has changed; not what. */
export type Changes = {
  tick(): void;
  /** Answers how to stop listening. */
  listen(listener: () => void): () => void;
};

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    tick() {
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
