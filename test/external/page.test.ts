import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExternalPage } from '../../src/external/handle';
import { toToken } from '../../src/external/link';
import { toAccountId, toApprovalId, toExternalId } from '../../src/shared/brand';
import {
  BEN,
  cancelBy,
  changePolicy,
  DAY_MS,
  definition,
  EVE,
  externalStep,
  fingerprint,
  RITA,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { START } from '../support/fake-ports';
import { forBoth, givenPage, hiddenIn, KEY, OTHER, toBody } from './given-page';

const titleOf = (body: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(body)?.[1];
const buttonsIn = (body: string) =>
  [...body.matchAll(/<button name="decision" value="([^"]*)"/g)].map(([, value]) => value);

describe('looking at the page', () => {
  it('shows what is decided, who asks, and the buttons of the step', async () => {
    const { open } = await givenPage();

    const { status, body } = await open();

    expect(status).toBe(200);
    expect(titleOf(body)).toBe('Approval requested: Change approval');
    for (const words of [
      'OPS-1 Open the new bridge',
      '<dd dir="auto">7</dd>',
      'Name of rita',
      'On Monday.',
      'Decided so far in this step',
      'Nobody yet.',
    ]) {
      expect(body).toContain(words);
    }
    expect(buttonsIn(body)).toEqual(['approve', 'reject', 'request-changes', 'abstain']);
  });

  it.each(['GET', 'HEAD'])('changes nothing by %s, however often', async (method) => {
    const { open, stored, token } = await givenPage();
    const before = await stored();

    for (let time = 0; time < 3; time += 1) await open(token, method);

    expect(await stored()).toEqual(before);
  });

  it('decides nothing by an address with a decision in it, or by another method', async () => {
    const { page, token, stored } = await givenPage();
    const before = await stored();

    const body = toBody({ decision: 'approve' });
    const query = { t: [token], decision: ['approve'] };
    const statuses = [];
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'post', '']) {
      statuses.push((await page({ method, query, body })).status);
    }

    expect(statuses).toEqual([200, 200, 405, 405, 405, 405, 405]);
    expect(await stored()).toEqual(before);
  });

  it('answers HEAD without a body and otherwise the same', async () => {
    const { open, token } = await givenPage();

    const [got, head] = [await open(token), await open(token, 'HEAD')];

    expect(head).toEqual({ ...got, body: '' });
  });

  it('lets nothing load, run, embed, follow or keep it', async () => {
    const { open } = await givenPage();

    const { headers, body } = await open();

    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(body).not.toMatch(/<script|<img|<link|style="| on\w+=/);
    expect(body).toContain('<html lang="en">');
  });

  it('shows how the content begins where the product does not give it', async () => {
    const { open } = await givenPage(forBoth(), { content: undefined });

    expect((await open()).body).toContain('The whole content cannot be shown at the moment.');
  });
});

describe('deciding', () => {
  it.each(['approve', 'reject', 'request-changes', 'abstain'] as const)('records %s with the comment', async (kind) => {
    const { post, decided, open } = await givenPage();

    const { status, body } = await post({ decision: kind, comment: 'As\r\nagreed' });

    expect([status, titleOf(body)]).toEqual([200, 'Your decision is recorded']);
    expect(await decided()).toMatchObject({ kind, via: 'email', commented: true });
    expect(titleOf((await open()).body)).toBe('You have decided already');
  });

  it('says what was decided when the link is used a second time, and does not decide again', async () => {
    const { post, decided } = await givenPage();
    await post({ decision: 'approve' });

    const { status, body } = await post({ decision: 'reject' });

    expect(status).toBe(200);
    expect(body).toContain('You approved on 2 Mar 2026, 09:00 UTC');
    expect(await decided()).toMatchObject({ kind: 'approve' });
  });

  it('applies one of two tabs that decide at once', async () => {
    const { post, open, stored } = await givenPage();
    const { seen, basis } = hiddenIn((await open()).body);

    const answers = await Promise.all([
      post({ decision: 'approve', seen, basis }),
      post({ decision: 'reject', seen, basis }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const made = (await stored())?.owed.filter(({ event }) => event.type === 'decision.made');
    expect(made).toHaveLength(1);
  });

  it('takes a decision back, and does not repeat it when the old form is sent again', async () => {
    const { post, open, decided } = await givenPage();
    const form = { decision: 'approve', ...hiddenIn((await open()).body) };
    const used = await post(form);
    expect(buttonsIn(used.body)).toEqual(['withdraw']);

    const back = await post({ decision: 'withdraw', ...hiddenIn(used.body) });
    expect(titleOf(back.body)).toBe('Approval requested: Change approval');
    expect(await decided()).toBeUndefined();

    await post(form);
    expect(await decided()).toBeUndefined();
    await post({ decision: 'reject', ...hiddenIn(back.body) });
    expect(await decided()).toMatchObject({ kind: 'reject' });
  });

  it('does not take back what others have followed', async () => {
    const { post, tokenFor, clock, decided } = await givenPage();
    await post({ decision: 'approve' });
    await post({ decision: 'approve' }, await tokenFor(0, toExternalId(OTHER)));
    clock.advance(11 * 60_000);

    const { body } = await post({ decision: 'withdraw' });

    expect(body).toContain('It is too late to take your decision back.');
    expect(await decided()).toMatchObject({ kind: 'approve' });
  });

  it('keeps the text where a comment is needed or too long, with the fault at the field', async () => {
    const { post, decided } = await givenPage(forBoth({ comment: 'on-reject' }));

    const missing = await post({ decision: 'reject', comment: ' \r\n ' });
    const long = await post({ decision: 'approve', comment: `\nlonger${'x'.repeat(2_000)}` });
    const exact = await post({ decision: 'approve', comment: `${'a\r\n'.repeat(999)}b` });

    expect([missing.status, long.status, exact.status]).toEqual([422, 422, 200]);
    expect(missing.body).toMatch(/id="comment-fault">Write a comment/);
    expect(long.body).toContain(`longer${'x'.repeat(2_000)}</textarea>`);
    expect(long.body).toContain('aria-invalid="true" aria-describedby="comment-fault comment-hint"');
    expect(await decided()).toMatchObject({ kind: 'approve' });
  });

  it.each([
    ['nothing', {}],
    ['an unknown decision', { decision: 'approve-all' }],
    ['two decisions', { decision: ['approve', 'reject'] }],
    ['what the step does not offer', { decision: 'vote', option: '0' }],
  ])('asks for a button where %s was sent', async (_what, fields) => {
    const { post, decided } = await givenPage();

    const { status, body } = await post(fields);

    expect(status).toBe(422);
    expect(body).toContain('Press one of the buttons');
    expect(await decided()).toBeUndefined();
  });

  it('records nothing on content that the person has not seen', async () => {
    const changes = changePolicy({ onChange: 'tell' });
    const { post, open, command, decided } = await givenPage(definition({ ...forBoth(), terms: terms({ changes }) }));
    const form = hiddenIn((await open()).body);
    await command({ type: 'observe', seen: fingerprint({ summary: 'A tunnel' }), minor: false });

    const { status, body } = await post({ decision: 'approve', comment: 'kept', ...form });

    expect(status).toBe(409);
    expect(body).toContain('The content has changed since you opened this page');
    expect(body).toContain('kept</textarea>');
    expect(await decided()).toBeUndefined();
    expect((await post({ decision: 'approve', ...hiddenIn(body) })).status).toBe(200);
  });
});

describe('a vote', () => {
  const voting = (choice: 'single' | 'multiple') => forBoth({ vote: vote({ choice }) });

  it('is cast by the numbers of the options', async () => {
    const { open, post, decided } = await givenPage(voting('multiple'));
    expect((await open()).body).toContain('<input type="checkbox" name="option" value="1">');

    const { body } = await post({ decision: 'vote', option: ['0', '1'] });

    expect(body).toContain('You voted for “Yes” and “No”');
    expect(await decided()).toMatchObject({ kind: 'vote', options: [0, 1] });
  });

  it.each([
    ['none is chosen', []],
    ['an unknown one is chosen', ['7']],
    ['text stands for one', ['yes']],
    ['two are chosen of one', ['0', '1']],
  ])('is not cast where %s', async (_what, option) => {
    const { post, decided } = await givenPage(voting('single'));

    const { status, body } = await post({ decision: 'vote', option });

    expect(status).toBe(422);
    expect(body).toContain('id="options-fault"');
    expect(body).toContain('<input type="radio"');
    expect(await decided()).toBeUndefined();
  });
});

describe('a link that is no good', () => {
  it('is told from one that is missing, and from one that is doubled', async () => {
    const { page, open, token } = await givenPage();

    expect((await page({ method: 'GET', query: {}, body: '' })).status).toBe(404);
    expect((await page({ method: 'GET', query: { t: [token, token] }, body: '' })).status).toBe(404);
    expect((await open(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).status).toBe(403);
  });

  it('is genuine for an approval that does not exist, or was deleted', async () => {
    const { open, post, command } = await givenPage();
    const lost = toToken(KEY, {
      approval: toApprovalId('apr-0'),
      step: 0,
      round: 0,
      recipient: EVE,
      expiresAt: START + 1,
    });

    expect((await open(lost)).status).toBe(404);
    await command(cancelBy(RITA));
    await command({ type: 'shelve', by: { id: RITA, admin: true }, as: 'deleted' });
    expect((await open()).status).toBe(404);
    expect((await post({ decision: 'approve' })).status).toBe(404);
  });

  it('expires to the millisecond', async () => {
    const { open, post, clock, decided } = await givenPage();

    clock.advance(30 * DAY_MS - 1);
    expect((await open()).status).toBe(200);
    clock.advance(1);

    expect((await open()).status).toBe(410);
    expect(titleOf((await post({ decision: 'approve' })).body)).toBe('This link has expired');
    expect(await decided()).toBeUndefined();
  });

  it('is superseded by a later asking', async () => {
    const changes = changePolicy({ onChange: 'ask-again' });
    const { open, post, command, tokenFor, decided } = await givenPage(
      definition({ ...forBoth(), terms: terms({ changes }) }),
    );
    await post({ decision: 'approve' });
    await command({ type: 'observe', seen: fingerprint({ summary: 'A tunnel' }), minor: false });

    expect((await open()).status).toBe(410);
    expect(titleOf((await post({ decision: 'approve' })).body)).toBe('There is a newer link for you');
    expect(await decided()).toBeUndefined();
    expect((await open(await tokenFor(1))).status).toBe(200);
  });

  it('is of somebody who is no longer asked', async () => {
    const { open, post, command, stored } = await givenPage();
    const to = toAccountId('ben');
    await command({ type: 'reassign', by: { id: RITA, admin: true }, step: 0, from: EVE, to, reason: 'away' });
    const before = await stored();

    expect((await open()).status).toBe(403);
    expect((await post({ decision: 'approve' })).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  it('is of an account, which is asked elsewhere', async () => {
    const { open, post, id, stored } = await givenPage(definition({ steps: [userStep([BEN])] }));
    const before = await stored();

    const link = toToken(KEY, { approval: id, step: 0, round: 0, recipient: BEN, expiresAt: START + DAY_MS });

    expect((await open(link)).status).toBe(403);
    expect((await post({ decision: 'approve' }, link)).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['cancelled', 410, 'It was cancelled.'],
    ['rejected', 200, 'It was rejected.'],
  ] as const)('leads to an approval that was %s', async (how, status, words) => {
    const { open, post, command } = await givenPage();
    const by = toExternalId(OTHER);
    await command(how === 'cancelled' ? cancelBy(RITA) : { type: 'decide', by, kind: 'reject', via: 'email' });

    expect(await open()).toMatchObject({ status, body: expect.stringContaining(words) });
    expect((await post({ decision: 'approve' })).status).toBe(status);
  });

  it.each([
    ['changes were asked for', 'Changes were asked for', 'returned'],
    ['the content changed', 'The content has changed', 'outdated'],
  ])('has to wait where %s', async (_what, title, how) => {
    const changes = changePolicy({ onChange: 'mark' });
    const { open, post, command, decided } = await givenPage(definition({ ...forBoth(), terms: terms({ changes }) }));
    const asked = { type: 'decide', by: toExternalId(OTHER), kind: 'request-changes', via: 'email' } as const;
    await command(how === 'returned' ? asked : { type: 'observe', seen: fingerprint({ summary: 'x' }), minor: false });

    expect(titleOf((await open()).body)).toBe(title);
    await post({ decision: 'approve' });
    expect(await decided()).toBeUndefined();
  });

  it('has to wait for its step', async () => {
    const what = definition({ steps: [externalStep([OTHER]), externalStep(['eve@partner.example'])] });
    const { open, id } = await givenPage(what);

    const early = toToken(KEY, { approval: id, step: 1, round: 0, recipient: EVE, expiresAt: START + DAY_MS });

    expect(titleOf((await open(early)).body)).toBe('It is not your turn yet');
  });
});

describe('whatever arrives', () => {
  it('never throws and never decides without the token', async () => {
    const { page, stored, log } = await givenPage();
    const before = await stored();
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('decision=approve'));

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom('GET', 'HEAD', 'POST'), fc.string()),
        fc.dictionary(fc.oneof(fc.constant('t'), fc.string()), fc.array(text, { maxLength: 3 })),
        text,
        async (method, query, body) => {
          const { status } = await page({ method, query, body });
          expect(status).toBeGreaterThanOrEqual(400);
        },
      ),
    );
    expect(await stored()).toEqual(before);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('never throws with the token, and records only what a button says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (body) => {
        const { page, token, decided } = await givenPage();

        const { status } = await page({ method: 'POST', query: { t: [token] }, body });

        expect(status).toBe(422);
        expect(await decided()).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('is refused when it is much too long', async () => {
    const { post, decided } = await givenPage();

    expect((await post({ decision: 'approve', comment: 'x'.repeat(70_000) })).status).toBe(413);
    expect(await decided()).toBeUndefined();
  });

  it('says so when the store fails, with a number and no more', async () => {
    const { token, log } = await givenPage();
    const broken = () => Promise.reject(new Error('secret of the store'));
    const page = createExternalPage({
      key: async () => KEY,
      load: broken,
      handle: broken,
      contentOf: broken,
      names: broken,
      now: () => START,
      correlation: 'c-9',
      log,
    });

    const { status, body } = await page({ method: 'GET', query: { t: [token] }, body: '' });

    expect(status).toBe(500);
    expect(body).toContain('c-9');
    expect(body).not.toContain('secret');
  });

  it('shows what people typed as text alone', async () => {
    const typed = fc.string({
      unit: fc.constantFrom('<', '>', '"', '&', "'", '/', '=', 'b', ' ', '\n', '\ud800', '\u0000'),
    });
    const tagsOf = (body: string) =>
      body
        .replace(/<style>[\s\S]*<\/style>/, '')
        .match(/<[^>]*>/g)
        ?.map(nameOf);
    const nameOf = (tag: string) => tag.replace(/value="[^"]*"/g, 'value').replace(/\s+/g, ' ');
    const rendered = async (text: string) => {
      const definition = {
        ...forBoth({ name: `n${text}`, vote: vote({ options: [{ name: `o${text}`, rejects: false }] }) }),
        name: `d${text}`,
      };
      const content = { title: `c${text}`, paragraphs: [`p${text}`] };
      const { post } = await givenPage(definition, { title: `t${text}`, content });
      return (await post({ decision: 'vote', comment: `x${text}`, option: '9' })).body;
    };
    const expected = tagsOf(await rendered(''));

    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const body = await rendered(text);
        expect(tagsOf(body)).toEqual(expected);
        expect(body).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 60 },
    );
  });
});
