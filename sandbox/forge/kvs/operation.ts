import { z } from 'zod';
import { NotEmulatedError } from '../../twin';

/** Where and when one request runs. */
export type Call = { installation: string; now: number };

export type Success = { status: 200 | 204; body?: unknown /** A read that found nothing. */; empty?: boolean };

export type Operation = { kind: 'read' | 'write'; run(call: Call, body: unknown): Success };

export type Operations = Readonly<Record<string, Operation>>;

/** An operation on a body of a known shape. What the SDK never sends has no documented answer, so it gets none here. */
export function operation<S extends z.ZodType>(
  kind: Operation['kind'],
  shape: S,
  run: (call: Call, body: z.output<S>) => Success,
): Operation {
  return {
    kind,
    run(call, body) {
      const parsed = shape.safeParse(body);
      if (!parsed.success) throw new NotEmulatedError(`a request body with ${z.prettifyError(parsed.error)}`);
      return run(call, parsed.data);
    },
  };
}

export const NO_CONTENT: Success = { status: 204 };
