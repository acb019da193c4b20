import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LETTERS, toCode } from '../../src/identity/link-codes';
import { ADA, BEN } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenLinks, PAGE, pairOf } from './given-links';

const UADA = pairOf('UADA');
const MINUTE_MS = 60_000;
const WRONG = 'ZZZZZZZZ';
const refusedFor = (error: string) => ({ ok: false, error });

describe('a code', () => {
  it('has eight letters that cannot be mixed up, and says where and until when it is entered', async () => {
    const { code, url, expiresAt } = await givenLinks().codes.issue(UADA);

    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    expect({ url, expiresAt }).toEqual({ url: PAGE, expiresAt: START + 10 * MINUTE_MS });
  });

  it('links the account that enters it to the Slack user who got it', async () => {
    const { codes, links } = givenLinks();
    const { code } = await codes.issue(UADA);

    expect(await codes.redeem(ADA, code)).toMatchObject({
      ok: true,
      value: { ...UADA, account: ADA, trust: 'verified' },
    });
    expect(await links.ofUser(UADA)).toMatchObject({ account: ADA });
  });

  it('is taken as people type it', async () => {
    const { codes } = givenLinks();
    const { code } = await codes.issue(UADA);

    expect((await codes.redeem(ADA, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).ok).toBe(true);
  });

  it('works once', async () => {
    const { codes } = givenLinks();
    const { code } = await codes.issue(UADA);
    await codes.redeem(ADA, code);

    expect(await codes.redeem(ADA, code)).toEqual(refusedFor('no-such-code'));
    expect(await codes.redeem(BEN, code)).toEqual(refusedFor('no-such-code'));
  });

  it('works for ten minutes less an instant, although its key can still be read', async () => {
    const { codes, clock } = givenLinks();
    const [first, second] = [await codes.issue(UADA), await codes.issue(UADA)];

    clock.advance(10 * MINUTE_MS - 1);
    expect((await codes.redeem(ADA, first.code)).ok).toBe(true);
    clock.advance(1);
    expect(await codes.redeem(BEN, second.code)).toEqual(refusedFor('no-such-code'));
  });

  it('does not take a Slack user away from another account', async () => {
    const { codes, verify } = givenLinks();
    await verify(BEN, UADA);
    const { code } = await codes.issue(UADA);

    expect(await codes.redeem(ADA, code)).toEqual(refusedFor('slack-user-taken'));
  });

  it('is made of equally likely letters', async () => {
    const { codes } = givenLinks();
    const issued = await Promise.all(Array.from({ length: 2_000 }, () => codes.issue(UADA)));

    const letters = issued.flatMap(({ code }) => [...code]);
    // Without care the first eight of the thirty-one would come more often than the others.
    const first = letters.filter((letter) => LETTERS.indexOf(letter) < 8).length / letters.length;
    expect(new Set(letters).size).toBe(LETTERS.length);
    expect(Math.abs(first - 8 / LETTERS.length)).toBeLessThan(0.012);
  });

  it('is nothing that anybody could type instead', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const code = toCode(typed);
        expect(code === undefined || /^[2-9A-HJKMNP-Z]{8}$/.test(code)).toBe(true);
      }),
    );
  });
});

describe('wrong codes', () => {
  it('are counted for each account: after five the right one is not looked at either, for ten minutes', async () => {
    const { codes, clock } = givenLinks();
    const { code } = await codes.issue(UADA);
    for (let nth = 0; nth < 5; nth += 1) expect(await codes.redeem(ADA, WRONG)).toEqual(refusedFor('no-such-code'));

    expect(await codes.redeem(ADA, code)).toEqual(refusedFor('too-many-tries'));
    clock.advance(10 * MINUTE_MS);
    const { code: later } = await codes.issue(UADA);
    expect((await codes.redeem(ADA, later)).ok).toBe(true);
  });

  it('of one account do not bar another', async () => {
    const { codes } = givenLinks();
    const { code } = await codes.issue(UADA);
    for (let nth = 0; nth < 5; nth += 1) await codes.redeem(BEN, WRONG);

    expect((await codes.redeem(ADA, code)).ok).toBe(true);
  });

  it('are forgotten after the right one', async () => {
    const { codes } = givenLinks();
    for (let nth = 0; nth < 4; nth += 1) await codes.redeem(ADA, WRONG);
    await codes.redeem(ADA, (await codes.issue(UADA)).code);

    expect(await codes.redeem(ADA, WRONG)).toEqual(refusedFor('no-such-code'));
    expect(await codes.redeem(ADA, WRONG)).toEqual(refusedFor('no-such-code'));
  });

  it('that are not even codes count too', async () => {
    const { codes } = givenLinks();
    for (let nth = 0; nth < 5; nth += 1) await codes.redeem(ADA, '?');

    expect(await codes.redeem(ADA, '?')).toEqual(refusedFor('too-many-tries'));
  });

  it('are no more than five when many are tried at once', async () => {
    const { codes } = givenLinks();

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => codes.redeem(ADA, WRONG)));

    const looked = outcomes.filter((each) => !each.ok && each.error === 'no-such-code');
    expect(looked.length).toBeLessThanOrEqual(5);
  });
});
