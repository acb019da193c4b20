import { expect, it } from 'vitest';
import { accountOf, CHANNELS, slackOf } from './cast';
import { misread, pretended, rewritten } from './defects';
import { brokenOutside } from './guarding';

const TO_CHANNEL = new RegExp(`channel=(${CHANNELS.map(({ id }) => id).join('|')})`);

it('catches an app that takes everybody for a member of the channel', async () => {
  const sign = /counts as told of step .*, and is not in it/;
  const everybody = ['ben', 'cleo', 'eve', 'finn', 'hugo'].map((handle) => `"${slackOf(handle)}"`);
  const broken = await brokenOutside(
    { from: 11, sign },
    misread(/members$/, '"members":[', `"members":[${everybody},`),
  );

  expect(broken).toMatch(sign);
});

it('catches an app that asks in a channel what never arrives there', async () => {
  const sign = /0 messages in channels, and/;
  const broken = await brokenOutside({ from: 11, sign }, pretended(/chat\.postMessage$/, TO_CHANNEL));

  expect(broken).toMatch(sign);
});

it('catches an app that asks twice in a channel', async () => {
  const sign = /messages in channels, and|its end is said in \w+ 2 times/;
  const broken = await brokenOutside({ from: 11, sign }, async (call) => {
    const answer = await call.send();
    if (/chat\.postMessage$/.test(call.where) && TO_CHANNEL.test(call.body)) await call.send();
    return answer;
  });

  expect(broken).toMatch(sign);
});

it('catches an app that leaves a message in a channel as it was', async () => {
  const sign = /channels: .* in \w+: still has buttons/;
  const broken = await brokenOutside({ from: 11, sign }, pretended(/chat\.update$/, TO_CHANNEL));

  expect(broken).toMatch(sign);
});

it('catches an app that does not say under a message how it ended', async () => {
  const sign = /its end is said in \w+ 0 times/;
  const broken = await brokenOutside({ from: 35, sign }, pretended(/chat\.postMessage$/, /thread_ts=/));

  expect(broken).toMatch(sign);
});

it('catches an app that lets anybody in a channel decide', async () => {
  const sign = /ada decides in step \d+ for \w+, and is no delegate/;
  const ada = { id: accountOf('ada'), until: Date.UTC(2030, 0) };
  const broken = await brokenOutside(
    { from: 85, sign },
    rewritten('"delegates":[]', `"delegates":${JSON.stringify([ada])}`),
  );

  expect(broken).toMatch(sign);
});
