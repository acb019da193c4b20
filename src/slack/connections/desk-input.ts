import * as z from 'zod';
import { DELIVERY_MODES } from '../../approvals/core/definition';
import { toSlackTeamId } from '../../shared/brand';

const secret = (what: string) =>
  z
    .string()
    .trim()
    .min(16, `must be the ${what} of your Slack app, from its Basic Information page`)
    .max(200, 'must be at most 200 characters')
    .regex(/^[\x20-\x7e]*$/, 'must be copied as Slack shows it, in one line');

/** An empty field keeps what is there. */
const secretOrKept = (what: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : text))
    .pipe(secret(what).optional())
    .optional();

const teamId = z
  .string()
  .regex(/^[TE][A-Z0-9]{1,30}$/, 'must be the id of a workspace')
  .transform(toSlackTeamId);
const channel = z
  .string()
  .trim()
  .regex(/^[CG][A-Z0-9]{1,30}$/, 'must be the id of a channel, such as C0123456789');
const attempt = z.string().regex(/^[0-9a-f]{64}$/, 'must be the id of an attempt');

export const saveAppInput = z.object({
  clientId: z
    .string()
    .trim()
    .regex(/^\d{1,30}\.\d{1,30}$/, 'must be the client ID of your Slack app: two numbers with a dot between them'),
  clientSecret: secretOrKept('client secret'),
  signingSecret: secretOrKept('signing secret'),
});
export const signingSecretInput = z.object({ signingSecret: secret('signing secret') });
export const beginInput = z.object({ teamId: teamId.optional() });
export const attemptInput = z.object({ attempt, token: z.string().max(200, 'must be at most 200 characters') });
export const connectInput = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^xoxb-[A-Za-z0-9-]+$/, 'must be the bot token of your Slack app: it starts with xoxb-'),
  signingSecret: secret('signing secret'),
});
export const renameInput = z.object({
  teamId,
  name: z.string().trim().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
});
export const teamInput = z.object({ teamId });
export const searchInput = z.object({ teamId, query: z.string().max(80, 'must be at most 80 characters') });
export const channelInput = z.object({ teamId, channel });
export const setChannelInput = z.object({ teamId, channel: channel.nullable() });
export const settingsInput = z.object({
  actWithoutLogin: z.boolean(),
  actionButtons: z.boolean(),
  delivery: z.enum(DELIVERY_MODES),
});
