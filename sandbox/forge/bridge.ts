import { z } from 'zod';
import type { ConfluenceTwin } from '../confluence/confluence';
import type { JiraTwin } from '../jira/jira';
import { NotEmulatedError } from '../twin';
import type { World } from '../world/world';
import type { Manifest, UiModule } from './manifest';
import { withoutPoints } from './product-calls';
import type { createResolvers } from './resolvers';

/** Who looks, and at what: from the address of the frame, since every visitor may be anyone. */
export type Viewer = {
  accountId: string;
  issueKey?: string;
  contentId?: string;
  /** The transition whose validator is configured. */
  project?: string;
  transition?: string;
};

type Deps = {
  manifest: Manifest;
  resolvers: ReturnType<typeof createResolvers>;
  products: { jira: JiraTwin; confluence: ConfluenceTwin };
  world: World;
};

export const bridgeCall = z.object({ cmd: z.string(), data: z.unknown().optional() });
const invocation = z.object({
  functionKey: z.string(),
  payload: z.unknown().optional(),
  metadata: z.undefined().optional(),
});
const productCall = z.object({
  product: z.enum(['jira', 'confluence']),
  restPath: z.string().startsWith('/'),
  fetchRequestInit: z.looseObject({
    method: z.string().optional(),
    body: z.string().nullish(),
    headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  }),
  isMultipartFormData: z.literal(false),
});

const configuration = z.record(z.string(), z.unknown());
const MAX_CONFIGURATION = 32 * 1024;

function transitionOf({ project, transition }: Viewer) {
  if (project !== undefined && transition !== undefined) return { project, transition };
  throw new Error('There is no transition: give project and transition in the address.');
}

/** The commands of @forge/bridge that need the host; the frame deals with the others by itself. */
export function createBridge({ manifest, resolvers, products, world }: Deps) {
  function extensionOf(module: UiModule, viewer: Viewer): Record<string, unknown> {
    switch (module.place) {
      case 'issue':
        return issueOf(viewer);
      case 'content':
        return contentOf(viewer);
      case 'site':
        return {};
      case 'workflow':
        return workflowOf(module, viewer);
    }
  }

  /** As the new workflow editor tells it: https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator/ */
  function workflowOf(module: UiModule, viewer: Viewer) {
    const rule = products.jira.validators(transitionOf(viewer)).find((each) => each.module === module.module);
    const saved = rule && { validatorConfig: JSON.stringify(rule.configuration) };
    return { isNewEditor: true, entryPoint: module.entryPoint, ...saved };
  }

  /** What the page answered when the editor asked for its configuration. */
  function configure(module: UiModule, viewer: Viewer, data: unknown): void {
    const isAdmin = world.people.some(({ accountId, admin }) => accountId === viewer.accountId && admin);
    if (!isAdmin) throw new Error('Only administrators may edit workflows.');
    const text = z.string().max(MAX_CONFIGURATION).parse(data);
    const rule = { module: module.module ?? module.key, configuration: configuration.parse(JSON.parse(text)) };
    const where = transitionOf(viewer);
    const others = products.jira.validators(where).filter((each) => each.module !== rule.module);
    products.jira.setValidators(where, [...others, rule]);
  }

  function issueOf({ issueKey = '' }: Viewer) {
    const item = products.jira.workItem(issueKey);
    if (item === undefined) throw new Error(`There is no work item ${issueKey}: give issueKey in the address.`);
    const project = world.projects.find(({ key }) => key === item.key.split('-')[0]);
    return {
      issue: { id: item.id, key: item.key, type: item.type },
      project: { id: project?.id, key: project?.key, type: 'software' },
    };
  }

  function contentOf({ contentId = '' }: Viewer) {
    const page = products.confluence.page(contentId);
    if (page === undefined) throw new Error(`There is no page ${contentId}: give contentId in the address.`);
    const space = world.spaces.find(({ id }) => id === page.spaceId);
    return { content: { id: page.id, type: 'page' }, space: { id: page.spaceId, key: space?.key } };
  }

  async function fetchProduct({ accountId }: Viewer, data: unknown) {
    const { product, restPath, fetchRequestInit } = productCall.parse(data);
    const { method = 'GET', body, headers } = fetchRequestInit;
    const request = new Request(`${world.site.url}${restPath}`, { method, headers, body: body || null });
    const caller = { type: 'user', accountId, scopes: manifest.scopes } as const;
    const response = withoutPoints(await products[product].fetch(request, caller));
    return {
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isAttachment: false,
    };
  }

  return async (moduleKey: string, viewer: Viewer, { cmd, data }: z.infer<typeof bridgeCall>): Promise<unknown> => {
    const module = resolvers.surface(moduleKey);
    const { accountId } = viewer;
    const context = { extension: extensionOf(module, viewer) };
    switch (cmd) {
      case 'invoke': {
        const { functionKey, payload } = invocation.parse(data);
        return await resolvers.invoke({ module: moduleKey, functionKey, payload, accountId, context });
      }
      case 'getContext':
        return { ...resolvers.contextOf(module, { accountId, context }), theme: { colorMode: 'light' } };
      case 'configure':
        return configure(module, viewer, data);
      case 'fetchProduct':
        return await fetchProduct(viewer, data);
      default:
        throw new NotEmulatedError(`bridge ${cmd}`);
    }
  };
}
