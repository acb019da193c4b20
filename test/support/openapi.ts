import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const operation = z.looseObject({
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).optional() }),
  ),
});
const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.unknown(),
});

/** Judges answers by the response schemas of an OpenAPI document. */
export type OpenApi = {
  statuses(route: string): string[];
  /** What is wrong with the answer: nothing, where the document describes no body for this status. */
  complaints(route: string, status: number, body: unknown): string[];
  complaintsOf(schemaName: string, value: unknown): string[];
};

export function openApi(source: unknown): OpenApi {
  const { paths, components } = document.parse(source);
  const ajv = new Ajv({ strict: false, allErrors: true });
  // A "format" of OpenAPI that is no format of a string.
  for (const format of ['int32', 'int64', 'double', 'string']) ajv.addFormat(format, true);
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', components });
  const compiled = new Map<string, ValidateFunction>();

  const operationOf = (route: string) => {
    const [method = '', path = ''] = route.split(' ');
    const found = paths[path]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`${route} is not in the document`);
    return operation.parse(found);
  };

  function validator(route: string, status: number): ValidateFunction | undefined {
    const content = operationOf(route).responses[String(status)]?.content?.['application/json'];
    if (content?.schema === undefined) return undefined;
    const id = `${route} ${status}`;
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const schema = JSON.parse(JSON.stringify(content.schema).replaceAll('"#/components/', '"document#/components/'));
    const made = ajv.compile(schema);
    compiled.set(id, made);
    return made;
  }

  return {
    statuses: (route) => Object.keys(operationOf(route).responses),
    complaints(route, status, body) {
      const validate = validator(route, status);
      return validate === undefined ? [] : judge(validate, body);
    },
    complaintsOf: (name, value) => judge(ajv.compile({ $ref: `document#/components/schemas/${name}` }), value),
  };
}

function judge(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
