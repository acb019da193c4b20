import { expect, it } from 'vitest';
import { createAdminAccess } from '../../src/admin/admin-access';
import type { MailView } from '../../src/admin/contract';
import { BEN, definition, externalStep, RITA, userStep } from '../support/builders';

const ADMIN = { accountId: RITA, siteUrl: 'https://lighthouse.example' };

const active = [
  definition({ name: 'Release', steps: [userStep([BEN])] }),
  definition({ name: 'Supplier contract', steps: [userStep([BEN]), externalStep(['eve@partner.example'])] }),
];

function given(told: MailView) {
  const asked: string[] = [];
  const api = createAdminAccess({
    mail: {
      get: async () => ({ ok: true, value: told }),
      save: async () => ({ ok: true, value: told }),
      test: async () => ({ ok: true, value: { sentTo: 'ada@lighthouse.example' } }),
    },
    apiToken: {
      get: async () => ({ ok: true, value: { url: 'https://hook.example' } }),
      create: async () => ({ ok: true, value: { url: 'https://hook.example', secret: 's' } }),
      revoke: async () => ({ ok: true, value: { url: 'https://hook.example' } }),
    },
    definitions: {
      async list(state) {
        asked.push(state);
        return active;
      },
    },
  });
  return { api, asked };
}

it('says which definitions in use need a mail service where there is none', async () => {
  const { api, asked } = given({ configured: false });

  expect(await api['mail/get'](ADMIN, {})).toEqual({
    ok: true,
    value: { configured: false, neededBy: ['Supplier contract'] },
  });
  expect(asked).toEqual(['active']);
});

it('says nothing of it where there is one', async () => {
  const told: MailView = { configured: true, provider: 'resend', from: 'baton@lighthouse.example', changedAt: 1 };

  expect(await given(told).api['mail/get'](ADMIN, {})).toEqual({ ok: true, value: told });
});
