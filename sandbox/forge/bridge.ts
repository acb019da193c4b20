import { z } from 'zod';
import type { ConfluenceTwin } from '../confluence/confluence';
import type { JiraTwin } from '../jira/jira';
import { NotEmulatedError } from '../twin';
import type { World } from '../world/world';
import type { Manifest, UiModule } from './manifest';
import { withoutPoints } from './product-calls';
import type { createResolvers } from './resolvers';

/** Who looks, and at what: from the address of the frame, since every visitor may be anyone. */
export type Viewer = { accountId: string; issueKey?: string; contentId?: string };

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
    }
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
      case 'fetchProduct':
        return await fetchProduct(viewer, data);
      default:
        throw new NotEmulatedError(`bridge ${cmd}`);
    }
  };
}
