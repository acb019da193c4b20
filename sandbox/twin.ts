/** Who calls a product: the app with the scopes its manifest was granted, or a person. */
export type Caller =
  | { type: 'app'; scopes: readonly string[] }
  | { type: 'user'; accountId: string; scopes?: readonly string[] }
  | { type: 'anonymous' };

/**
 * A stand-in for one product. It answers as the product's documentation says, or throws `not emulated: …`; it never
 * guesses. The same `fetch` serves the app in the process and everybody else over loopback.
 */
export type Twin = {
  fetch(request: Request, caller: Caller): Promise<Response>;
  /** Forgets everything. */
  reset(): void;
};

/** A product event, as Forge hands it to a trigger (`eventType` inside). */
export type ProductEvent = { eventType: string } & Record<string, unknown>;

/** Answer header in which a twin states the REST points of the call; the host counts and removes it. */
export const POINTS_HEADER = 'x-sandbox-points';

/** Thrown where a twin or the host meets what it does not model. */
export class NotEmulatedError extends Error {
  override readonly name = 'NotEmulatedError';
  constructor(what: string) {
    super(`not emulated: ${what}`);
  }
}
