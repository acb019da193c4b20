import { scheduler } from 'node:timers/promises';
import type { SandboxClock } from '../clock';
import type { Fault, FaultKind, Faults } from '../faults';
import { outside } from './globals';
import type { Invocation } from './meter';

/** Awaited before every call that the app makes to the host, so that a simulation can interleave invocations. */
export type Turnstile = { pass(label: string): Promise<void> };

export type Death = Extract<FaultKind, { kind: 'death' }>;

/** An invocation under way. Once `ended`, none of its calls has an effect or an answer any more. */
export type Live = {
  readonly id: string;
  readonly record: Invocation;
  readonly accountId: string | undefined;
  /** All invocations that descend from one first invocation share it: the cyclic limit of queue pushes. */
  readonly lineage: string;
  readonly death: Death | undefined;
  calls: number;
  ended: boolean;
  end(outcome: 'died' | 'timed-out'): void;
  /** Ends the invocation if its time is over. */
  check(): void;
};

/** One call of the app to the host: how it is refused under a fault, and what it does. */
export type HostCall = {
  /** Where a fault finds it: `kvs:get`, `slack:chat.postMessage`, … */
  label: string;
  refuse(fault: RefusalFault): Response;
  effect(): Promise<Response>;
};

export type RefusalFault = Extract<FaultKind, { kind: 'rate-limited' | 'server-error' | 'slack-error' }>;

export type Gate = {
  pass(live: Live, call: HostCall): Promise<Response>;
  /** The app rests for so long: by the turnstile, and for real only where the clock runs by itself. */
  rest(live: Live, ms: number): Promise<void>;
};

type Deps = { clock: SandboxClock; manualClock: boolean; faults: Faults; turnstile: Turnstile };

const TIMEOUT_MS = 5_000;

export function createGate({ clock, manualClock, faults, turnstile }: Deps): Gate {
  async function perform(live: Live, call: HostCall, fault: Fault | undefined): Promise<Response> {
    if (fault !== undefined && isRefusal(fault)) return call.refuse(fault);
    if (fault?.kind !== 'timeout') return await call.effect();
    if (fault.effect === 'after') await call.effect();
    if (manualClock) clock.advance(TIMEOUT_MS);
    live.check();
    if (live.ended) return await never();
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  }

  async function passOutside(live: Live, call: HostCall): Promise<Response> {
    const nth = ++live.calls;
    await turnstile.pass(call.label);
    live.check();
    const dies = live.death?.atCall === nth ? live.death.effect : undefined;
    if (dies === 'before') live.end('died');
    if (live.ended) return await never();

    const response = await perform(live, call, faults.take(call.label, STRIKING));
    if (dies === 'after') live.end('died');
    live.check();
    return live.ended ? await never() : response;
  }

  async function restOutside(live: Live, ms: number): Promise<void> {
    await turnstile.pass(`wait:${Math.ceil(ms)}`);
    if (!manualClock) await scheduler.wait(ms);
    live.check();
    if (live.ended) await never();
  }

  return {
    pass: (live, call) => (live.ended ? never() : outside(() => passOutside(live, call))),
    rest: (live, ms) => (live.ended ? never() : outside(() => restOutside(live, ms))),
  };
}

const REFUSING = ['rate-limited', 'server-error', 'slack-error'] as const;
const STRIKING = [...REFUSING, 'timeout'] as const;

const isRefusal = (fault: Fault): fault is Fault & RefusalFault => REFUSING.some((kind) => kind === fault.kind);

/** What code that outlives its invocation gets: Forge freezes it, perhaps for ever. */
export const never = (): Promise<never> => new Promise(() => {});
