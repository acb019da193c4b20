import type { MailProvider } from '../../../../../src/admin/contract';

type Offered = { label: string; keyHint: string };

const BY_PROVIDER: Record<MailProvider, Offered> = {
  postmark: { label: 'Postmark', keyHint: 'Servers → your server → API Tokens: the server token.' },
  sendgrid: { label: 'SendGrid', keyHint: 'Settings → API Keys: one that may send mail. It starts with SG.' },
  resend: { label: 'Resend', keyHint: 'API Keys: one with sending access. It starts with re_.' },
};

export const PROVIDERS = (Object.keys(BY_PROVIDER) as MailProvider[]).map((value) => ({
  value,
  ...BY_PROVIDER[value],
}));

export const nameOf = (provider: MailProvider): string => BY_PROVIDER[provider].label;
