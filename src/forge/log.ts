import type { Log } from '../ports';

/** One structured line on the console of the invocation, with the id under which its lines belong together. */
export function createLog(correlation: string): Log {
  const line = (event: string, fields: Readonly<Record<string, unknown>> = {}) =>
    JSON.stringify({ event, correlation, ...fields });
  return {
    info: (event, fields) => console.info(line(event, fields)),
    warn: (event, fields) => console.warn(line(event, fields)),
    error: (event, fields) => console.error(line(event, fields)),
  };
}
