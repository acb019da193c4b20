import { expect, it } from 'vitest';
import { createEgress } from '../../../sandbox/forge/egress';
import type { Live } from '../../../sandbox/forge/gate';
import { parseManifest } from '../../../sandbox/forge/manifest';
import { createMeter } from '../../../sandbox/forge/meter';
import { MANIFEST } from './fake-app';

const HOSTS = ['api.postmarkapp.com', 'api.sendgrid.com', 'api.resend.com'];

/** The fetch of one invocation, over mail APIs that answer with the host they were asked by. */
function given(declared: readonly string[], { withMail = true } = {}) {
  const addresses = declared.map((host) => `{ address: ${host} }`).join(', ');
  const manifest = parseManifest(MANIFEST.replace('backend: [', `backend: [${addresses}${addresses && ', '}`));
  const record = createMeter(256).begin({ id: 'i', function: 'f', module: 'm', startedAt: 0 });
  const live: Live = {
    ...{ id: 'i', record, accountId: undefined, lineage: 'i', death: undefined, calls: 0, ended: false },
    end: () => {},
    check: () => {},
  };
  const mailApi = { fetch: async (request: Request) => new Response(new URL(request.url).hostname) };
  const labels: string[] = [];
  const egress = createEgress({
    manifest,
    gate: {
      pass: (_live, { label, effect }) => {
        labels.push(label);
        return effect();
      },
    },
    slack: { fetch: async () => new Response('slack') },
    ...(withMail && { mailApi }),
    slackApiUrl: undefined,
  });
  return { fetch: egress(live), labels, record };
}

it.each(HOSTS)('takes a request to %s to the mail API', async (host) => {
  const { fetch, labels, record } = given(HOSTS);

  const answer = await (await fetch(`https://${host}/emails`, { method: 'POST', body: '{}' })).text();

  expect(answer).toBe(host);
  expect(labels).toEqual([`egress:${host}`]);
  expect(record).toMatchObject({ egress: 1, slackCalls: 0 });
});

it('refuses a mail API that the manifest does not declare', async () => {
  const { fetch } = given(['api.resend.com']);

  await expect(fetch('https://api.sendgrid.com/v3/mail/send')).rejects.toThrow('not included');
});

it('says so where there is no mail API', async () => {
  const { fetch } = given(HOSTS, { withMail: false });

  await expect(fetch('https://api.resend.com/emails')).rejects.toThrow('not emulated');
});
