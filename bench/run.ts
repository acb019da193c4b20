import { printBudgets, type Section } from './budget';
import { printBundles, withBundles } from './bundles';
import { countClicks } from './clicks';
import { raceCold } from './cold-start';
import { raceDecide } from './decide';
import { countHundred } from './hundred';
import { countNotifications } from './notifications';
import { countPages } from './pages';
import { record } from './recording';
import { countThousand } from './thousand';
import { raceWarm } from './warm';

// The app's own log lines.
console.info = () => {};
console.warn = () => {};
console.error = () => {};

const sections: Section[] = [];
for (const part of [countClicks, countNotifications, countHundred, countThousand, countPages, raceDecide]) {
  sections.push(...(await part()));
}
await withBundles(async (bundles) => {
  const recording = await record();
  sections.push(...(await raceWarm(recording, bundles)), ...(await raceCold(recording, bundles)));
});
await printBundles();
printBudgets(sections);
