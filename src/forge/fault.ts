import { describeError, InvalidInputError, UnreadableError } from '../shared/errors';

/** What a log line says of a fault: fields where they are known, never what stood in them. */
export const describeFault = (error: unknown) =>
  error instanceof InvalidInputError || error instanceof UnreadableError
    ? { error: error.name, fields: error.issues.map(({ field }) => field) }
    : describeError(error);
