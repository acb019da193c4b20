import { printBundles } from './bundles';
import { raceCold } from './cold-start';
import { countCrowd, countNotifications, countStory } from './counted';
import { raceDecide } from './decide';
import { countPages } from './pages';

const quietly = async (work: () => Promise<void>) => {
  const { info, warn } = console;
  // The app's own log lines.
  console.info = () => {};
  console.warn = () => {};
  await work();
  Object.assign(console, { info, warn });
};

raceDecide();
await quietly(countStory);
await quietly(countNotifications);
await quietly(countCrowd);
await quietly(countPages);
await quietly(raceCold);
await printBundles();
