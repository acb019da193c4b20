import { z } from 'zod';

export type AttributeType = 'string' | 'integer' | 'float' | 'boolean' | 'any';

export type IndexSchema = { name: string; partition: readonly string[]; range: string };

export type EntitySchema = {
  name: string;
  attributes: Readonly<Record<string, AttributeType>>;
  indexes: readonly IndexSchema[];
};

/** The index over keys that every entity has without asking. */
export const KEY_INDEX = 'by-key';

const attributeType = z.enum(['string', 'integer', 'float', 'boolean', 'any']);
const index = z.union([
  z.string(),
  z.strictObject({ name: z.string(), partition: z.array(z.string()).min(1).optional(), range: z.tuple([z.string()]) }),
]);
const entity = z.strictObject({
  name: z.string().min(3).max(60),
  attributes: z.record(z.string(), z.strictObject({ type: attributeType })),
  indexes: z.array(index).max(7).optional(),
});
const storage = z.object({ entities: z.array(entity).max(20).optional() }).optional();

/** Reads `app.storage` of a manifest, and refuses what a deployment would refuse. */
export function parseManifestEntities(manifestStorage: unknown): EntitySchema[] {
  const entities = (storage.parse(manifestStorage)?.entities ?? []).map(toEntity);
  refuseRepeats('entity', entities);
  return entities;
}

function toEntity(raw: z.infer<typeof entity>): EntitySchema {
  const attributes = Object.fromEntries(Object.entries(raw.attributes).map(([name, { type }]) => [name, type]));
  if (Object.keys(attributes).length > 50) throw new RangeError(`entity ${raw.name} has more than 50 attributes`);

  const indexes = (raw.indexes ?? []).map(toIndex);
  for (const each of indexes) checkIndex(raw.name, attributes, each);
  refuseRepeats(`index of ${raw.name}`, indexes);
  return { name: raw.name, attributes, indexes };
}

const toIndex = (raw: z.infer<typeof index>): IndexSchema =>
  typeof raw === 'string'
    ? { name: raw, partition: [], range: raw }
    : { name: raw.name, partition: raw.partition ?? [], range: raw.range[0] };

function checkIndex(
  entityName: string,
  attributes: EntitySchema['attributes'],
  { name, partition, range }: IndexSchema,
) {
  if (name === KEY_INDEX) throw new RangeError(`entity ${entityName}: the index name ${KEY_INDEX} is reserved`);
  for (const attribute of [...partition, range]) {
    const type = attributes[attribute];
    if (type === undefined || type === 'any') {
      throw new RangeError(`entity ${entityName}: index ${name} needs the typed attribute ${attribute}`);
    }
  }
}

function refuseRepeats(what: string, named: readonly { name: string }[]) {
  const names = named.map(({ name }) => name);
  const repeated = names.find((name, n) => names.indexOf(name) !== n);
  if (repeated !== undefined) throw new RangeError(`${what} ${repeated} is declared twice`);
}
