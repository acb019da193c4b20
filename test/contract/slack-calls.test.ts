import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toSlackUserId } from '../../src/shared/brand';
import { scopeNames } from '../../src/slack/app-manifest';
import { createSlackClient } from '../../src/slack/client';
import { exchangeCode } from '../../src/slack/client-oauth';
import { CHANNEL_LIMITS, METHOD_LIMITS } from '../../src/slack/rate-limit';
import { BOT_TOKEN, formOf, givenWeb, json, MESSAGE, methodOf, PLACE } from '../slack/given-web';
import { readContract } from '../support/contracts';

const documented = z.object({
  methods: z.record(
    z.string(),
    z.object({
      scope: z.object({ bot: z.array(z.string()).default([]) }),
      args: z.object({
        required: z.array(z.string()).default([]),
        properties: z.record(z.string(), z.unknown()),
      }),
    }),
  ),
});
const contract = readContract('slack/methods.json');
const tiers = readContract('slack/rate_limit_tiers.json');

const USER = toSlackUserId('U0BEN0001');
/** Belongs to no workspace, so that none can keep its pace. */
const EXCHANGE = 'oauth.v2.access';
const VIEW = { type: 'modal', title: { type: 'plain_text', text: 'One moment' }, blocks: [] } as const;

/** Everything that the client can ask of Slack, with everything that it can say along with it. */
async function everyCall() {
  const { calls, web } = givenWeb(json({ ok: false, error: 'internal_error' }));
  const client = createSlackClient(web, BOT_TOKEN);
  const asked: readonly Promise<unknown>[] = [
    client.post(USER, MESSAGE, { threadTs: PLACE.ts }),
    client.update(PLACE, MESSAGE),
    client.openView('1.2.3', { ...VIEW, blocks: [] }),
    client.updateView({ id: 'V1', hash: '1.a' }, { ...VIEW, blocks: [] }),
    client.publishHome(USER, { type: 'home', blocks: [] }, '1.a'),
    client.personByEmail('ben@lighthouse.example'),
    client.userById(USER),
    client.listUsers('next'),
    client.channelInfo('C1'),
    client.joinChannel('C1'),
    client.listChannels('next'),
    client.membersOf('C1', 'next'),
    client.whoAmI(),
    client.revoke(),
    exchangeCode(web, { clientId: '1.2', clientSecret: 'secret', code: 'code', redirectUri: 'https://a.example' }),
  ];
  await Promise.allSettled(asked);
  return { asked: asked.length, members: Object.keys(client), calls };
}

describe.skipIf(contract === undefined || tiers === undefined)('every call to Slack', async () => {
  const { methods } = contract === undefined ? { methods: {} } : documented.parse(contract);
  const tierOf = z.record(z.string(), z.string()).catch({}).parse(tiers);
  const { asked, members, calls } = await everyCall();
  const made = calls.map((call) => ({ method: methodOf(call), args: Object.keys(formOf(call)) }));

  it('is tried here', () => {
    // The exchange has no token to be asked with, so it is none of the client's.
    expect(asked).toBe(members.length + 1);
    expect(new Set(made.map(({ method }) => method)).size).toBe(asked);
  });

  it('says nothing that is not documented, and all that is required', () => {
    const unknown = made.flatMap(({ method, args }) =>
      args.filter((each) => !Object.hasOwn(methods[method]?.args.properties ?? {}, each)).map((each) => [method, each]),
    );
    const missing = made.flatMap(({ method, args }) =>
      (methods[method]?.args.required ?? ['undocumented'])
        // The token stands in the header alone.
        .filter((each) => each !== 'token' && !args.includes(each))
        .map((each) => [method, each]),
    );

    expect([unknown, missing]).toEqual([[], []]);
    expect(made.filter(({ args }) => args.includes('token'))).toEqual([]);
  });

  it('is held to the tier of its method, where that has one', () => {
    const isHeld = (method: string) => METHOD_LIMITS.has(method) || CHANNEL_LIMITS.has(method);
    const isSpecial = (method: string) => /^SpecialTier_/.test(tierOf[method] ?? '');

    expect(made.filter(({ method }) => !isHeld(method) && !isSpecial(method))).toMatchObject([{ method: EXCHANGE }]);
  });

  it('is allowed by the scopes that Baton asks for', () => {
    const isAllowed = (method: string) => {
      const { bot } = methods[method]?.scope ?? { bot: ['undocumented'] };
      return bot.length === 0 || bot.some((scope) => scopeNames().includes(scope));
    };

    expect(made.filter(({ method }) => !isAllowed(method))).toEqual([]);
  });

  it('has a limit only where there is a call', () => {
    const names = [...METHOD_LIMITS.keys(), ...CHANNEL_LIMITS.keys()];

    expect(names.filter((name) => !made.some(({ method }) => method === name))).toEqual([]);
  });
});
