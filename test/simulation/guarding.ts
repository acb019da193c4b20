import { playSeed } from './days';
import { type Tamper, tampered } from './defects';

type App = Readonly<Record<string, unknown>>;
type Handler = (...args: unknown[]) => unknown;
export const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** A simulation that no broken app could fail would prove nothing: this is the real app with one thing wrong. */
const loadApp = (): Promise<App> => import('../../src/index');

const DAYS = 25;

/** From which day on the defect is looked for, one on which it shows, and by which sign. */
type Search = { readonly from: number; readonly sign: RegExp };

/** What the first day tells that breaks a promise with this sign; otherwise what else was broken. */
export async function brokenBy({ from, sign }: Search, change: (app: App) => Record<string, unknown>): Promise<string> {
  const real = await loadApp();
  const app = { ...real, ...change(real) };
  let other = 'nothing';
  for (let seed = from; seed < from + DAYS; seed += 1) {
    const { broken } = await playSeed(seed, { app });
    const text = broken.join('\n');
    if (sign.test(text)) return text;
    if (text !== '') other = text;
  }
  return other;
}

/** The app is as it is, and what passes between it and the world is not. */
export const brokenOutside = (search: Search, tamper: Tamper): Promise<string> =>
  brokenBy(search, (app) => tampered(app, tamper));
