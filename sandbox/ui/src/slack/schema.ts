import { z } from 'zod';

/** What the sandbox says one person sees in Slack, read loosely: the page shows what it knows. */
const text = z.string().default('');
const words = z.looseObject({ text: z.string() });
const block = z.looseObject({ type: z.string(), block_id: z.string().optional() });

const message = z.object({
  team: z.string(),
  channel: z.string(),
  ts: z.string(),
  threadTs: z.string().optional(),
  user: text,
  botId: z.string().optional(),
  text: text,
  blocks: z.array(block).default([]),
  ephemeralTo: z.string().optional(),
  postedAt: z.number(),
  edited: z.unknown().optional(),
});

const filled = z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() }))).default({});

const view = z.object({
  id: z.string(),
  type: z.enum(['modal', 'home']),
  hash: z.string(),
  title: words.optional(),
  submit: words.optional(),
  close: words.optional(),
  previousViewId: z.string().nullable(),
  blocks: z.array(block),
  errors: z.record(z.string(), z.string()).default({}),
  filled,
  offered: z.record(z.string(), z.array(z.looseObject({ value: z.string(), text: words }))).default({}),
});

export const screen = z.object({
  team: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string() }),
  conversations: z.array(
    z.object({
      id: z.string(),
      team: z.string(),
      name: text,
      kind: z.enum(['channel', 'dm']),
      isPrivate: z.boolean(),
      isArchived: z.boolean(),
      messages: z.array(message),
    }),
  ),
  views: z.array(view).default([]),
  home: view.optional(),
  commands: z.array(z.string()).default([]),
  hasApp: z.boolean().default(true),
});

export type Block = z.infer<typeof block>;
export type SlackMessage = z.infer<typeof message>;
export type View = z.infer<typeof view>;
export type Screen = z.infer<typeof screen>;
export type Conversation = Screen['conversations'][number];
