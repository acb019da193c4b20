import { z } from 'zod';
import type { World } from './world';

const id = z.string().min(1);

/** A world as it comes over HTTP. */
export const worldBody: z.ZodType<World> = z.object({
  site: z.object({ cloudId: id, url: z.url(), installationId: id }),
  people: z.array(
    z.object({
      accountId: id,
      name: z.string(),
      email: z.string(),
      admin: z.boolean(),
      active: z.boolean(),
      type: z.literal('customer').optional(),
    }),
  ),
  groups: z.array(z.object({ id, name: id, members: z.array(id) })).default([]),
  roles: z
    .array(
      z.object({
        id: z.number().int(),
        name: id,
        actors: z.array(
          z.union([z.object({ projectId: id, accountId: id }), z.object({ projectId: id, groupId: id })]),
        ),
      }),
    )
    .default([]),
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
      priority: id.optional(),
      labels: z.array(id).optional(),
      fields: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
    }),
  ),
  spaces: z.array(z.object({ id, key: id, name: z.string() })),
  pages: z.array(
    z.object({ id, spaceId: id, title: z.string(), author: id, text: z.string(), labels: z.array(id).optional() }),
  ),
  workspaces: z.array(
    z.object({
      teamId: id,
      name: z.string(),
      domain: z.string(),
      enterprise: z.object({ id, name: z.string() }).optional(),
      disabled: z.boolean().optional(),
      app: z.object({
        appId: id,
        botUserId: id,
        botId: id,
        token: id,
        scopes: z.array(z.string()),
        installed: z.boolean().optional(),
      }),
      members: z.array(
        z.object({
          userId: id,
          name: z.string(),
          email: z.string(),
          deactivated: z.boolean().optional(),
          bot: z.boolean().optional(),
          guest: z.boolean().optional(),
          singleChannel: z.boolean().optional(),
          admin: z.boolean().optional(),
          unconfirmed: z.boolean().optional(),
          tz: z.string().optional(),
        }),
      ),
      channels: z.array(
        z.object({
          id,
          name: z.string(),
          members: z.array(id),
          private: z.boolean().optional(),
          archived: z.boolean().optional(),
        }),
      ),
    }),
  ),
});
