/** An answer other than success, thrown from the depths and turned into `{code, message}` at the edge. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (code: string, message: string) => new Refusal(400, code, message);

/** The platform's answer to what is well formed and still cannot be done; it gives no code of its own to each case. */
export const unprocessable = (detail: string) =>
  new Refusal(422, 'UNPROCESSABLE_ENTITY', `Request cannot be processed due to one or more semantic errors: ${detail}`);

export const keyNotFound = () => new Refusal(404, 'KEY_NOT_FOUND', 'Provided key does not exist');

export const keyConflict = () =>
  new Refusal(409, 'KEY_CONFLICT', 'Provided key already exists and cannot be overwritten');

export const conditionFailed = () =>
  badRequest('CONDITIONAL_CHECK_FAILED', 'Request failed due to conditional check specified or optimistic locking');
