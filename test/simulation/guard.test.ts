import { expect, it } from 'vitest';
import { accountOf } from './cast';
import { playSeed } from './days';
import { misread, pretended, rewritten, tampered, twice } from './defects';
import { brokenBy, brokenOutside, isHandler } from './guarding';

/** Any broken promise will do. */
const ANY = /./;

it.each([2, 7, 8])('tells the same story of day %i twice', async (seed) => {
  const [first, again] = [await playSeed(seed), await playSeed(seed)];

  expect(again.hash).toBe(first.hash);
  expect(again.story({ whole: true })).toBe(first.story({ whole: true }));
});

it('catches an app whose sweep does nothing', async () => {
  const broken = await brokenBy({ from: 1, sign: ANY }, () => ({ runSweep: () => ({ statusCode: 204 }) }));

  expect(broken).not.toBe('nothing');
});

it('catches an app that takes every click for a proven one', async () => {
  const sign = /answered 200 instead of 401/;
  const broken = await brokenBy({ from: 2, sign }, () => ({
    slackInteractions: () => ({ statusCode: 200, headers: {}, body: '' }),
  }));

  expect(broken).toMatch(sign);
});

it('catches an app that gives a task up when it fails', async () => {
  const broken = await brokenBy({ from: 1, sign: ANY }, ({ runRelay, runDelivery }) => {
    const once = (handler: unknown) => async (event: unknown) => {
      if (isHandler(handler)) await handler(event);
    };
    return { runRelay: once(runRelay), runDelivery: once(runDelivery), runSweep: () => ({ statusCode: 204 }) };
  });

  expect(broken).not.toBe('nothing');
});

it('catches an app that lets somebody decide for another who never asked them to', async () => {
  const gail = { id: accountOf('gail'), until: Date.UTC(2030, 0) };
  const broken = await brokenOutside(
    { from: 2, sign: ANY },
    rewritten('"delegates":[]', `"delegates":${JSON.stringify([gail])}`),
  );

  expect(broken).not.toBe('nothing');
});

it('catches an app that loses a reminder', async () => {
  const sign = /messages on \w+ to/;
  const broken = await brokenOutside({ from: 8, sign }, pretended(/chat\.postMessage$/, /Reminder: /));

  expect(broken).toMatch(sign);
});

it('catches an app that leaves a message as it was', async () => {
  const sign = /still has buttons/;
  const broken = await brokenOutside({ from: 2, sign }, pretended(/chat\.update$/, /./));

  expect(broken).toMatch(sign);
});

it('catches an app that mails twice', async () => {
  const sign = /mails on \w+ to/;
  const broken = await brokenOutside({ from: 1, sign }, twice(/\/notify$/));

  expect(broken).toMatch(sign);
});

it('catches an app that says twice what became of an approval', async () => {
  const sign = /effects of/;
  const broken = await brokenOutside({ from: 8, sign }, async (call) => {
    const answer = await call.send();
    if (/\/comment$/.test(call.where) && call.body.includes('What follows')) await call.send();
    return answer;
  });

  expect(broken).toMatch(sign);
});

it('catches an app that drops what product events tell', async () => {
  const sign = /has not started|does not know that its subject|still runs on what was deleted/;
  const broken = await brokenBy({ from: 6, sign }, () => ({ productEvents: () => undefined }));

  expect(broken).toMatch(sign);
});

it('catches an app that posts twice', async () => {
  const sign = /messages on \w+ to/;
  const broken = await brokenOutside({ from: 1, sign }, twice(/chat\.postMessage$/));

  expect(broken).toMatch(sign);
});

it('catches an app that refuses who may decide', async () => {
  const sign = /refusals: .* was told/;
  const another = misread(/^\/api\/v1\//, '"user":"U0', '"user":"U9');
  const broken = await brokenBy({ from: 2, sign }, ({ slackInteractions }) => tampered({ slackInteractions }, another));

  expect(broken).toMatch(sign);
});

it('catches an app that takes any token of the web API for the right one', async () => {
  const sign = /(wrong|no) token\) was told of an approval/;
  let right: unknown;
  const broken = await brokenBy({ from: 64, sign }, ({ approvalsApi }) => ({
    async approvalsApi(request: { headers: Record<string, unknown> }) {
      if (!isHandler(approvalsApi)) return undefined;
      const { headers } = request;
      const answer = await approvalsApi(request);
      if (statusOf(answer) === 200) right = headers.authorization;
      if (statusOf(answer) !== 401 || right === undefined) return answer;
      return approvalsApi({ ...request, headers: { ...headers, authorization: right } });
    },
  }));

  expect(broken).toMatch(sign);
});

const statusOf = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'statusCode' in answer ? answer.statusCode : undefined;

it('catches an app that starts anew for each repetition of a request', async () => {
  const sign = /was started \d times|scripts were told of/;
  let count = 0;
  const broken = await brokenBy({ from: 1, sign }, ({ approvalsApi }) => ({
    approvalsApi(request: { body: string }) {
      count += 1;
      const body = request.body.replace('"requestId":"', `"requestId":"${count}`);
      return isHandler(approvalsApi) ? approvalsApi({ ...request, body }) : undefined;
    },
  }));

  expect(broken).toMatch(sign);
});

it('catches an app that starts what a rule may not start', async () => {
  const sign = /for somebody else\) was told of an approval/;
  const broken = await brokenBy({ from: 4, sign }, ({ startApprovalAction }) => ({
    startApprovalAction: ({ requester: _, ...inputs }: Record<string, unknown>, context: unknown) =>
      isHandler(startApprovalAction) ? startApprovalAction(inputs, context) : undefined,
  }));

  expect(broken).toMatch(sign);
});

it('catches an app that takes late news of an older installation for news of the present one', async () => {
  const sign = /works, and is shown as/;
  const broken = await brokenOutside({ from: 7, sign }, (call) => {
    const isNews = call.body.includes('"type":"connection"');
    return isNews ? call.send(call.body.replaceAll(/"at":\d+/g, `"at":${Date.UTC(2030, 0)}`)) : call.send();
  });

  expect(broken).toMatch(sign);
});

it('catches an app that forgets its messages in another workspace than the first', async () => {
  const sign = /still has buttons/;
  const first = 'Bearer xoxb-sandbox-lighthouse';
  const broken = await brokenOutside({ from: 8, sign }, async (call) => {
    if (!/chat\.update$/.test(call.where) || call.authorization === first) return call.send();
    return Response.json({ ok: true, channel: 'D0NOWHERE', ts: '1791792000.000100' });
  });

  expect(broken).toMatch(sign);
});

it('catches an app that gives up when Slack asks it to wait', async () => {
  const sign = /still has buttons/;
  const broken = await brokenOutside({ from: 86, sign }, async (call) => {
    const answer = await call.send();
    const isAsked = answer.status === 429 && call.where.includes('slack.com');
    return isAsked ? Response.json({ ok: false, error: 'message_not_found' }) : answer;
  });

  expect(broken).toMatch(sign);
});
