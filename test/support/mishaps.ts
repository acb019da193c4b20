import type { Fault } from '../../sandbox/faults';
import { choicesOf } from './slack-reading';
import { type PersonName, type Story, tell } from './story';

/** One host call of one invocation: where a process may die, before that call has its effect or after. */
export type Moment = { function: string; invocation: number; call: number; label: string };

/** Plays it once without any death, and notes every host call that each function made. */
export async function rehearse(
  play: (story: Story) => Promise<void>,
  faults: readonly Fault[] = [],
): Promise<Moment[]> {
  const moments: Moment[] = [];
  let running: { story: Story; from: number } | undefined;
  const seen = new Map<string, number>();

  const story = await tell({
    turnstile: {
      async pass(label) {
        if (running === undefined) return;
        const all = running.story.sandbox.invocations().slice(running.from);
        const current = all.find(({ outcome }) => outcome === 'running');
        if (current === undefined) throw new Error(`${label} was called by nobody`);
        const call = (seen.get(current.id) ?? 0) + 1;
        seen.set(current.id, call);
        const invocation = all.filter((each) => each.function === current.function).indexOf(current);
        moments.push({ function: current.function, invocation, call, label });
      },
    },
  });
  story.sandbox.faults.add(faults);
  running = { story, from: story.sandbox.invocations().length };
  await play(story);
  return moments;
}

export const deathAt = (moment: Moment, effect: 'before' | 'after'): Fault => ({
  at: `function:${moment.function}`,
  skip: moment.invocation,
  kind: 'death',
  atCall: moment.call,
  effect,
});

const TRIES = 3;

/** A person whose page answered with an error tries again. */
export async function insist(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

const seesButtons = (story: Story, person: PersonName) =>
  story.messages(person).some((message) => choicesOf(message).length > 0);

export async function pressWhatIsLeft(story: Story, person: PersonName): Promise<void> {
  if (seesButtons(story, person)) await story.press(person, 'approve');
}

/** A person approves by the buttons they see, and in the panel where they see none; an error makes them try again. */
export async function approveSomehow(story: Story, person: PersonName): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (!seesButtons(story, person)) {
      await insist(() => story.decide(person, 'approve'));
      return;
    }
    const { status } = await story.press(person, 'approve');
    if (status === 200) return;
  }
}
