import type { Invocation } from '../sandbox/forge/meter';

export type Usage = {
  readonly invocations: number;
  readonly reads: number;
  readonly writes: number;
  readonly readBytes: number;
  readonly writeBytes: number;
  readonly pushes: number;
  readonly points: number;
  readonly slack: number;
  readonly usd: number;
};

export function sum(invocations: readonly Invocation[]): Usage {
  const total = (of: (each: Invocation) => number) => invocations.reduce((all, each) => all + of(each), 0);
  return {
    invocations: invocations.length,
    reads: total(({ kvs }) => kvs.reads),
    writes: total(({ kvs }) => kvs.writes),
    readBytes: total(({ kvs }) => kvs.readBytes),
    writeBytes: total(({ kvs }) => kvs.writeBytes),
    pushes: total(({ queuePushes }) => queuePushes),
    points: total(({ restPoints }) => restPoints),
    slack: total(({ slackCalls }) => slackCalls),
    usd: total(({ costUsd }) => costUsd),
  };
}

/** What `act` made the app use. */
export async function measured(
  sandbox: { invocations(): readonly Invocation[] },
  act: () => Promise<unknown>,
): Promise<{ usage: Usage; invocations: readonly Invocation[] }> {
  const known = new Set(sandbox.invocations());
  await act();
  const invocations = sandbox.invocations().filter((each) => !known.has(each));
  return { usage: sum(invocations), invocations };
}
