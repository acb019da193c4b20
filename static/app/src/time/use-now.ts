import { useSyncExternalStore } from 'react';

/** The present time to the second, for what counts down while somebody looks. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, () => Math.floor(Date.now() / 1_000) * 1_000);
}

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  return () => clearInterval(timer);
}
