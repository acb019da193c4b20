import { z } from 'zod';
import type { World } from './world';

const id = z.string().min(1);

/** A world as it comes over HTTP. */
export const worldBody: z.ZodType<World> = z.object({
  site: z.object({ cloudId: id, url: z.url(), installationId: id }),
  people: z.array(
    z.object({ accountId: id, name: z.string(), email: z.string(), admin: z.boolean(), active: z.boolean() }),
  ),
  projects: z.array(z.object({ id, key: id, name: z.string() })),
  workItems: z.array(
    z.object({
      id,
      key: id,
      projectId: id,
      type: z.string(),
      status: z.string(),
      summary: z.string(),
      description: z.string(),
      reporter: id,
      assignee: id.optional(),
    }),
  ),
  spaces: z.array(z.object({ id, key: id, name: z.string() })),
  pages: z.array(z.object({ id, spaceId: id, title: z.string(), author: id, text: z.string() })),
  workspaces: z.array(
    z.object({
      teamId: id,
      name: z.string(),
      domain: z.string(),
      app: z.object({ appId: id, botUserId: id, botId: id, token: id, scopes: z.array(z.string()) }),
      members: z.array(
        z.object({
          userId: id,
          name: z.string(),
          email: z.string(),
          deactivated: z.boolean().optional(),
          bot: z.boolean().optional(),
          guest: z.boolean().optional(),
        }),
      ),
      channels: z.array(z.object({ id, name: z.string(), members: z.array(id) })),
    }),
  ),
});
