import { badRequest, unprocessable } from './refusal';
import type { AttributeType, EntitySchema } from './schema';

const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
const MAX_KEY_CHARS = 500;
const MAX_DEPTH = 31;
const MAX_INTEGER = 2_147_483_647;
const SMALLEST_FLOAT = 1e-130;
const FIRST_TOO_LARGE_FLOAT = 1e126;

export const MAX_VALUE_BYTES = 240 * 1024;
export const MAX_SECRET_BYTES = 128 * 1024;

export const jsonBytes = (value: unknown): number =>
  value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value) ?? '');

export function checkKey(key: string) {
  if (key === '') throw badRequest('EMPTY_KEY', 'Key cannot be empty.');
  if (key.length > MAX_KEY_CHARS) {
    throw badRequest('KEY_TOO_LONG', `The provided key has exceeded the maximum ${MAX_KEY_CHARS} characters.`);
  }
  if (!KEY.test(key)) throw badRequest('INVALID_KEY', `The provided key does not match the regex: ${KEY}`);
}

export function checkValue(value: unknown, maxBytes: number) {
  if (value === undefined || value === null) throw unprocessable('a value must not be null');
  if (jsonBytes(value) > maxBytes) {
    throw badRequest('MAX_SIZE', 'The provided value has exceeded the maximum size limit.');
  }
  if (depthOf(value) > MAX_DEPTH) {
    throw badRequest('MAX_DEPTH', `The provided value has exceeded the maximum object depth (${MAX_DEPTH}) limit.`);
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce((deepest: number, each) => Math.max(deepest, depthOf(each)), 0);
}

/** An attribute may be absent; it may not be unknown, null or of another type. */
export function checkEntityValue(schema: EntitySchema, value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw badRequest('INVALID_ENTITY_VALUE', 'Entity values must be objects.');
  for (const [name, attribute] of Object.entries(value)) checkAttribute(schema, name, attribute);
  return value;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkAttribute(schema: EntitySchema, name: string, value: unknown) {
  const type = attributeType(schema, name);
  if (!hasType(type, value)) {
    throw badRequest('INCORRECT_PROPERTY_TYPE', `Data type for property "${name}" is defined as "${type}"`);
  }
  if (type === 'string' && String(value).trim() === '') {
    throw badRequest('INVALID_ENTITY_VALUE', `Property "${name}" must contain a character that is not blank`);
  }
}

export function attributeType(schema: EntitySchema, name: string): AttributeType {
  const type = Object.hasOwn(schema.attributes, name) ? schema.attributes[name] : undefined;
  if (type === undefined) {
    throw badRequest('INVALID_ENTITY_ATTRIBUTE', `Entity "${schema.name}" has no attribute "${name}"`);
  }
  return type;
}

export function hasType(type: AttributeType, value: unknown): boolean {
  switch (type) {
    case 'any':
      return value !== null;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= -MAX_INTEGER - 1 && value <= MAX_INTEGER;
    case 'float':
      return typeof value === 'number' && (value === 0 || isStorableFloat(Math.abs(value)));
  }
}

const isStorableFloat = (size: number) => size >= SMALLEST_FLOAT && size < FIRST_TOO_LARGE_FLOAT;
