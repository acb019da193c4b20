export type Json = Readonly<Record<string, unknown>>;

/** The members of an object; nothing of what is none. */
export const membersOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
