import { fakeClock } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { storeContract } from './store-contract';

storeContract('in memory', (options) => {
  const clock = fakeClock();
  return { store: createMemoryStore({ clock, ...options }), advance: clock.advance };
});
