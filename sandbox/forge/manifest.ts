import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { NotEmulatedError } from '../twin';

/** What a surface is about decides what its context carries. */
export type Place = 'issue' | 'content' | 'site';

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

const OTHER_MODULES = ['function', 'webtrigger', 'trigger', 'consumer', 'scheduledTrigger'] as const;

export const HOSTED_MODULES: readonly string[] = [...Object.keys(UI_MODULES), ...OTHER_MODULES];

/** Module types that may stand in the manifest although the sandbox does nothing with them, and why. */
export const NOT_HOSTED: Readonly<Record<string, string>> = {
  'jira:entityProperty': 'the Jira twin has no search over entity properties',
  'jira:workflowValidator': 'the Jira twin has no workflow transitions',
  'jira:workflowCondition': 'the Jira twin has no workflow transitions',
  'jira:workflowPostFunction': 'the Jira twin has no workflow transitions',
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
export type UiModule = { type: string; place: Place; key: string; resource?: string; resolver?: { function: string } };

export type Manifest = {
  appId: string;
  memoryMB: number;
  storage: unknown;
  functions: readonly FunctionModule[];
  webTriggers: readonly WebTriggerModule[];
  triggers: readonly TriggerModule[];
  consumers: readonly ConsumerModule[];
  schedules: readonly ScheduleModule[];
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
    ui: Object.entries(UI_MODULES).flatMap(([type, place]) =>
      of(type, uiModule).map((each) => ({ type, place, ...each })),
    ),
    resources,
    scopes: Array.isArray(permissions.scopes) ? permissions.scopes : Object.keys(permissions.scopes),
    content: { styles: permissions.content?.styles ?? [], scripts: permissions.content?.scripts ?? [] },
    egress: (permissions.external?.fetch?.backend ?? []).map((each) =>
      typeof each === 'string' ? each : each.address,
    ),
    external: permissions.external ?? {},
  };
}

function refuseUnknown(types: readonly string[]): void {
  const unknown = types.find((type) => !HOSTED_MODULES.includes(type) && !Object.hasOwn(NOT_HOSTED, type));
  if (unknown !== undefined) throw new NotEmulatedError(`module ${unknown}`);
}

function refuseExpressions(triggers: readonly TriggerModule[]): void {
  const filtered = triggers.find((trigger) => trigger.filter?.expression !== undefined);
  if (filtered !== undefined) throw new NotEmulatedError(`filter.expression of trigger ${filtered.key}`);
}
