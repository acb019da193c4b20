import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ApprovalId, type Instant, type PersonId, toApprovalId } from '../shared/brand';

/** What a link says, once its signature was found to be right. `person` names nobody to whoever has not got the key. */
export type Link = {
  readonly approval: ApprovalId;
  readonly step: number;
  /** The asking that it was sent for. */
  readonly round: number;
  readonly person: string;
  readonly expiresAt: Instant;
};

export type Addressed = Omit<Link, 'person'> & { readonly recipient: PersonId };

const FORM =
  /^(?<approval>[A-Za-z0-9-]{1,80})\.(?<step>\d{1,3})\.(?<round>\d{1,6})\.(?<expires>[0-9a-z]{1,11})\.(?<person>[\w-]{22})\.(?<mac>[\w-]{43})$/;

/** The token is the whole right to decide, so it is made of nothing that somebody could guess or exchange. */
export function toToken(key: string, { approval, step, round, recipient, expiresAt }: Addressed): string {
  const told = [approval, step, round, Math.floor(expiresAt).toString(36), toPersonMark(key, recipient)].join('.');
  return `${told}.${sign(key, told)}`;
}

/** Undefined for whatever was not made with this key, or is no longer as it was made. */
export function readToken(key: string, token: string): Link | undefined {
  const groups = FORM.exec(token)?.groups;
  if (groups === undefined) return undefined;

  // The text is compared, not the bytes that it stands for: these have more than one spelling.
  const { mac = '', approval = '', person = '', step, round, expires = '' } = groups;
  const expected = sign(key, token.slice(0, -(mac.length + 1)));
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined;
  return {
    approval: toApprovalId(approval),
    step: Number(step),
    round: Number(round),
    person,
    expiresAt: Number.parseInt(expires, 36),
  };
}

/** Keyed, so that an address cannot be found by trying likely ones. */
export const toPersonMark = (key: string, person: PersonId): string =>
  createHmac('sha256', key).update(`baton-person:${person}`).digest('base64url').slice(0, 22);

const sign = (key: string, told: string): string =>
  createHmac('sha256', key).update(`baton-link:1:${told}`).digest('base64url');
