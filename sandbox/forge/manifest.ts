import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { NotEmulatedError } from '../twin';

/** What a surface is about decides what its context carries. */
export type Place = 'issue' | 'content' | 'site' | 'workflow';

/** Surfaces that the sandbox shows in a frame of their own. */
export const UI_MODULES: Readonly<Record<string, Place>> = {
  'jira:issuePanel': 'issue',
  'jira:issueContext': 'issue',
  'jira:issueAction': 'issue',
  'jira:adminPage': 'site',
  'jira:globalPage': 'site',
  'jira:personalSettingsPage': 'site',
  'confluence:contentBylineItem': 'content',
  'confluence:contentAction': 'content',
  'confluence:globalSettings': 'site',
};

const OTHER_MODULES = [
  ...['function', 'webtrigger', 'trigger', 'consumer', 'scheduledTrigger'],
  ...['jira:entityProperty', 'jira:workflowValidator', 'action', 'automation:actionProvider'],
];

export const HOSTED_MODULES: readonly string[] = [...Object.keys(UI_MODULES), ...OTHER_MODULES];

/** Module types that may stand in the manifest although the sandbox does nothing with them, and why. */
export const NOT_HOSTED: Readonly<Record<string, string>> = {
  'jira:workflowCondition': 'the transitions of the Jira twin have validators only',
  'jira:workflowPostFunction': 'the transitions of the Jira twin have validators only',
  preUninstall: 'the sandbox is reset, never uninstalled',
};

const key = z.string().min(1);
const functionModule = z.looseObject({
  key,
  handler: z.string().regex(/^[\w-]+\.\w+$/, 'must be file.export'),
  timeoutSeconds: z.number().int().min(1).max(900).optional(),
});
const webTriggerModule = z.looseObject({
  key,
  function: key,
  urlFormat: z.enum(['v1', 'v2']).default('v1'),
  response: z.strictObject({ type: z.literal('dynamic') }).optional(),
});
const triggerModule = z.looseObject({
  key,
  function: key,
  events: z.array(z.string()).min(1),
  filter: z
    .looseObject({
      ignoreSelf: z.boolean().optional(),
      appIsLicensed: z.boolean().optional(),
      expression: z.unknown().optional(),
    })
    .partial()
    .optional(),
});
const consumerModule = z.strictObject({ key, queue: key, function: key });
const scheduleModule = z.looseObject({
  key,
  function: key,
  interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
});
const entityPropertyModule = z.looseObject({
  key,
  entityType: z.enum(['issue', 'project', 'user']).default('issue'),
  propertyKey: key,
  values: z.array(
    z.looseObject({
      path: key,
      type: z.enum(['number', 'string', 'text', 'user', 'date']),
      searchAlias: key.optional(),
    }),
  ),
});
const resource = z.looseObject({ resource: key });
const validatorModule = z.looseObject({
  key,
  function: key.optional(),
  expression: z.string().optional(),
  create: resource.optional(),
  edit: resource.optional(),
  view: resource.optional(),
  resolver: z.looseObject({ function: key }).optional(),
});
const actionModule = z.looseObject({
  key,
  function: key,
  inputs: z
    .record(
      z.string(),
      z.looseObject({ type: z.enum(['string', 'integer', 'number', 'boolean']), required: z.boolean() }),
    )
    .default({}),
});
const actionProviderModule = z.strictObject({ key, actions: z.array(key).min(1).max(20) });
const uiModule = z.looseObject({
  key,
  resource: key.optional(),
  resolver: z.looseObject({ function: key }).optional(),
});

const egressAddress = z.union([z.string(), z.looseObject({ address: z.string() })]);
const permissions = z.looseObject({
  scopes: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
  content: z
    .looseObject({ styles: z.array(z.string()).default([]), scripts: z.array(z.string()).default([]) })
    .optional(),
  external: z
    .looseObject({ fetch: z.looseObject({ backend: z.array(egressAddress).default([]) }).optional() })
    .optional(),
});
const document = z.looseObject({
  app: z.looseObject({
    id: z.string(),
    runtime: z.looseObject({ memoryMB: z.number().default(512) }),
    storage: z.unknown().optional(),
  }),
  modules: z.record(z.string(), z.array(z.unknown())),
  resources: z.array(z.looseObject({ key, path: z.string() })).default([]),
  permissions: permissions.default({ scopes: [] }),
});

export type FunctionModule = z.infer<typeof functionModule>;
export type WebTriggerModule = z.infer<typeof webTriggerModule>;
export type TriggerModule = z.infer<typeof triggerModule>;
export type ConsumerModule = z.infer<typeof consumerModule>;
export type ScheduleModule = z.infer<typeof scheduleModule>;
type EntityPropertyModule = z.infer<typeof entityPropertyModule>;
type ValidatorModule = z.infer<typeof validatorModule>;
export type ActionModule = z.infer<typeof actionModule>;
export type UiModule = {
  type: string;
  place: Place;
  /** By which the sandbox shows it: that of the module, unless the module has several pages. */
  key: string;
  module?: string;
  /** Which of a module's pages it is, where it has several. */
  entryPoint?: string;
  resource?: string;
  resolver?: { function: string };
};

export type Manifest = {
  appId: string;
  memoryMB: number;
  storage: unknown;
  functions: readonly FunctionModule[];
  webTriggers: readonly WebTriggerModule[];
  triggers: readonly TriggerModule[];
  consumers: readonly ConsumerModule[];
  schedules: readonly ScheduleModule[];
  entityProperties: readonly EntityPropertyModule[];
  validators: readonly ValidatorModule[];
  actions: readonly ActionModule[];
  actionProviders: readonly { key: string; actions: readonly string[] }[];
  ui: readonly UiModule[];
  resources: readonly { key: string; path: string }[];
  scopes: readonly string[];
  content: { styles: readonly string[]; scripts: readonly string[] };
  /** Hosts that functions may fetch from. */
  egress: readonly string[];
  external: object;
};

const MANIFEST_PATH = fileURLToPath(new URL('../../manifest.yml', import.meta.url));

export function readManifest(): Manifest {
  return parseManifest(readFileSync(MANIFEST_PATH, 'utf8'));
}

export function parseManifest(text: string): Manifest {
  const { app, modules, resources, permissions } = document.parse(parse(text));
  refuseUnknown(Object.keys(modules));
  const of = <T>(type: string, schema: z.ZodType<T>) => z.array(schema).parse(modules[type] ?? []);
  const triggers = of('trigger', triggerModule);
  refuseExpressions(triggers);

  return {
    appId: app.id,
    memoryMB: app.runtime.memoryMB,
    storage: app.storage,
    functions: of('function', functionModule),
    webTriggers: of('webtrigger', webTriggerModule),
    triggers,
    consumers: of('consumer', consumerModule),
    schedules: of('scheduledTrigger', scheduleModule),
    entityProperties: of('jira:entityProperty', entityPropertyModule),
    validators: of('jira:workflowValidator', validatorModule),
    actions: of('action', actionModule),
    actionProviders: of('automation:actionProvider', actionProviderModule),
    ui: [
      ...Object.entries(UI_MODULES).flatMap(([type, place]) =>
        of(type, uiModule).map((each) => ({ ...each, type, place, module: each.key })),
      ),
      ...of('jira:workflowValidator', validatorModule).flatMap(validatorPages),
    ],
    resources,
    scopes: Array.isArray(permissions.scopes) ? permissions.scopes : Object.keys(permissions.scopes),
    content: { styles: permissions.content?.styles ?? [], scripts: permissions.content?.scripts ?? [] },
    egress: (permissions.external?.fetch?.backend ?? []).map((each) =>
      typeof each === 'string' ? each : each.address,
    ),
    external: permissions.external ?? {},
  };
}

/** The pages on which an administrator configures a validator: `<key>.create`, `<key>.edit` and `<key>.view`. */
function validatorPages({ key: module, resolver, ...pages }: ValidatorModule): UiModule[] {
  return (['create', 'edit', 'view'] as const).flatMap((page) => {
    const resource = pages[page]?.resource;
    if (resource === undefined) return [];
    const key = `${module}.${page}`;
    return [{ type: 'jira:workflowValidator', place: 'workflow', key, module, entryPoint: page, resource, resolver }];
  });
}

function refuseUnknown(types: readonly string[]): void {
  const unknown = types.find((type) => !HOSTED_MODULES.includes(type) && !Object.hasOwn(NOT_HOSTED, type));
  if (unknown !== undefined) throw new NotEmulatedError(`module ${unknown}`);
}

function refuseExpressions(triggers: readonly TriggerModule[]): void {
  const filtered = triggers.find((trigger) => trigger.filter?.expression !== undefined);
  if (filtered !== undefined) throw new NotEmulatedError(`filter.expression of trigger ${filtered.key}`);
}
