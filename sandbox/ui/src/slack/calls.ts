import { z } from 'zod';
import { call, type Member } from '../api';

const outcome = z.looseObject({ status: z.number(), error: z.string().optional() });
const nothing = z.unknown();

/** An action id is unique within its block only. */
export type Named = { actionId: string; blockId?: string | undefined };
type InMessage = Named & { team: string; channel: string; ts: string; user: string; value?: unknown };
type InView = Named & { viewId: string; user: string; value?: unknown };
type Form = { viewId: string; user: string; values: Record<string, unknown> };
type Place = Member & { channel: string };

export const clickMessage = (click: InMessage) => call('/sandbox/slack/click', outcome, click);
export const actInView = (act: InView) => call('/sandbox/slack/act', outcome, act);
export const searchOptions = (search: InView & { value: string }) => call('/sandbox/slack/search', outcome, search);
export const submitForm = (form: Form) => call('/sandbox/slack/submit', outcome, form);
export const closeView = (view: { viewId: string; user: string; whole?: boolean }) =>
  call('/sandbox/slack/close', outcome, view);
export const openHome = (member: Member) => call('/sandbox/slack/home', nothing, member);
export const inviteApp = (place: Place) => call('/sandbox/slack/invite', nothing, place);
export const uninstallApp = (team: string) => call('/sandbox/slack/uninstall', nothing, { team });

/** What begins with a slash is a command, and everything else a message. */
export async function enter({ text, ...place }: Place & { text: string }): Promise<{ error?: string | undefined }> {
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (command !== undefined) return await call('/sandbox/slack/command', outcome, { ...place, command, text: rest });
  await call('/sandbox/slack/say', nothing, { ...place, text });
  return {};
}
