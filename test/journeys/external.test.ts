import { describe, expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { RETURN_POLICY, type Story, tell } from '../support/story';

const SUPPLIER = 'signatory@supplier.example';

const mailsTo = (story: Story, address = SUPPLIER) =>
  story.sandbox.mail.all().filter(({ to }) => to.address === address);

function linkIn(story: Story, address = SUPPLIER): string {
  const found = /https:\S+\/public\/\S+/.exec(mailsTo(story, address).at(-1)?.text ?? '')?.[0];
  if (found === undefined) throw new Error('no link was mailed');
  return found;
}

async function visit(story: Story, url: string, method: 'GET' | 'HEAD' = 'GET') {
  const response = await story.sandbox.webTrigger(url, { method });
  const html = await response.text();
  return { status: response.status, html, title: titleOf(html) };
}

/** What a browser without JavaScript sends: the hidden fields of the form, what was typed, and the button pressed. */
async function send(story: Story, url: string, fields: Readonly<Record<string, string>>, page?: string) {
  const html = page ?? (await visit(story, url)).html;
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const form = new URLSearchParams(hidden.map(([, name = '', value = '']): [string, string] => [name, value]));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await story.sandbox.webTrigger(url, { method: 'POST', headers, body: form.toString() });
  const answered = await response.text();
  await story.sandbox.drain();
  return { status: response.status, html: answered, title: titleOf(answered) };
}

const titleOf = (html: string) => /<title>([^<]*) - Baton</.exec(html)?.[1];

async function started(place = RETURN_POLICY): Promise<Story> {
  const story = await tell();
  await story.start('Supplier contract', { place });
  return story;
}

const stateOf = async (story: Story) => {
  const [approval] = (await story.look(RETURN_POLICY)).approvals;
  return { state: approval?.state, step: approval?.steps[0] };
};

describe('somebody without an account', () => {
  it('gets one mail with a link, which shows what is decided on, by whom it is asked and in which version', async () => {
    const story = await started();

    expect(mailsTo(story)).toHaveLength(1);
    expect(mailsTo(story)[0]).toMatchObject({
      subject: 'Approval requested: Return policy',
      from: expect.stringContaining('approvals@lighthouse.example'),
      via: 'mail-api',
    });
    const page = await visit(story, linkIn(story));
    expect(page.status).toBe(200);
    expect(page.title).toBe('Approval requested: Supplier contract');
    for (const words of [
      'Customers may return goods within thirty days.',
      '<dt>Version</dt><dd dir="auto">1</dd>',
      'Ada Brook',
    ]) {
      expect(page.html).toContain(words);
    }
  });

  it('decides nothing by looking, however often and however a mail scanner looks', async () => {
    const story = await started();
    const before = [story.stored('approval'), story.stored('audit')];
    const [mail] = mailsTo(story);
    const links = [...(mail?.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, url = '']) =>
      url.replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThan(0);

    for (const url of [...links, linkIn(story)]) {
      for (const method of ['GET', 'HEAD', 'GET'] as const) {
        const { status, html } = await visit(story, url, method);
        expect(status).toBe(200);
        if (method === 'HEAD') expect(html).toBe('');
      }
    }
    await story.settle(10);

    expect([story.stored('approval'), story.stored('audit')]).toEqual(before);
    expect((await visit(story, linkIn(story))).title).toBe('Approval requested: Supplier contract');
  });

  it('approves with a form, and everybody reads who it was', async () => {
    const story = await started();
    const url = linkIn(story);

    const sent = await send(story, url, { decision: 'approve', comment: 'Agreed,\r\nas discussed.' });

    expect(sent.status).toBe(200);
    expect(sent.title).toBe('Your decision is recorded');
    const { step } = await stateOf(story);
    expect(step?.approvers[0]).toMatchObject({
      id: `mailto:${SUPPLIER}`,
      decision: { kind: 'approve', via: 'email', comment: 'Agreed,\nas discussed.' },
    });
    await story.decide('cleo', 'approve', { place: RETURN_POLICY });
    expect(story.sandbox.confluence.page(RETURN_POLICY.id)?.comments[0]?.text).toContain(
      `${SUPPLIER} approved by e-mail`,
    );
  });

  it('rejects only with a reason; nothing is lost of what was typed', async () => {
    const story = await started();
    const url = linkIn(story);

    const refused = await send(story, url, { decision: 'reject', comment: ' ' });
    expect(refused.title).toContain('Not recorded yet');
    expect((await stateOf(story)).state).toBe('pending');
    await send(story, url, { decision: 'reject', comment: 'The <price> is wrong & late.' });

    const { state, step } = await stateOf(story);
    expect(state).toBe('rejected');
    expect(step?.approvers[0]?.decision?.comment).toBe('The <price> is wrong & late.');
    expect(choicesOf(story.message('cleo'))).toEqual([]);
  });

  it('keeps a comment that is too long in the form', async () => {
    const story = await started();

    const refused = await send(story, linkIn(story), { decision: 'approve', comment: 'é'.repeat(2_001) });

    expect(refused.title).toContain('Not recorded yet');
    expect(refused.html).toContain('é'.repeat(2_001));
    await send(story, linkIn(story), { decision: 'approve', comment: 'é'.repeat(2_000) });
    expect((await stateOf(story)).step?.approvers[0]?.decision?.comment).toBe('é'.repeat(2_000));
  });

  it('decides once with a form that is sent twice, and reads it again by the same link', async () => {
    const story = await started();
    const url = linkIn(story);
    const { html } = await visit(story, url);

    await send(story, url, { decision: 'approve' }, html);
    const second = await send(story, url, { decision: 'reject', comment: 'No!' }, html);

    expect(second.status).toBeLessThan(500);
    expect((await stateOf(story)).step?.approvers[0]?.decision).toMatchObject({ kind: 'approve' });
    const decisions = story.stored('audit').filter(({ value }) => JSON.stringify(value).includes('decision.made'));
    expect(decisions).toHaveLength(1);
    expect((await visit(story, url)).html).toContain('approved');
  });

  it('takes the decision back as long as nobody has gone on from it', async () => {
    const story = await tell();
    const emails = [SUPPLIER, 'second@supplier.example'];
    await story.form({
      name: 'Supplier contract for two',
      steps: [{ name: 'Supplier', asks: { type: 'external', emails }, quorum: { type: 'all' } }],
    });
    await story.start('Supplier contract for two', { place: RETURN_POLICY });
    const url = linkIn(story);
    await send(story, url, { decision: 'approve' });
    expect((await visit(story, url)).html).toContain('value="withdraw"');

    await send(story, url, { decision: 'withdraw' });

    expect((await stateOf(story)).step?.approvers[0]?.decision).toBeUndefined();
    expect((await visit(story, url)).title).toBe('Approval requested: Supplier contract for two');
  });
});

describe('a link that decides nothing any more', () => {
  it.each([
    ['with one letter changed', (url: string) => url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 403],
    ['that was cut short', (url: string) => url.slice(0, -10), 403],
    ['without its token', (url: string) => url.split('?')[0] ?? '', 404],
    ['whose token comes twice', (url: string) => `${url}&t=x`, 404],
  ])('%s is answered with a page that helps', async (_what, change, status) => {
    const story = await started();
    const before = story.stored('approval');

    const shown = await visit(story, change(linkIn(story)));
    const sent = await send(story, change(linkIn(story)), { decision: 'approve' });

    expect([shown.status, sent.status]).toEqual([status, status]);
    expect(shown.html).toContain('Open the link');
    expect(story.stored('approval')).toEqual(before);
  });

  it('is one of an approval that is over', async () => {
    const story = await started();
    const url = linkIn(story);
    await story.cancel('ada', RETURN_POLICY);

    const shown = await visit(story, url);
    await send(story, url, { decision: 'approve' });

    expect(shown.html.toLowerCase()).toContain('cancelled');
    expect((await stateOf(story)).state).toBe('cancelled');
  });

  it('is one whose time has run out', async () => {
    const story = await tell();
    await story.form({
      name: 'Sign in an hour',
      steps: [
        {
          name: 'Supplier',
          asks: { type: 'external', emails: [SUPPLIER] },
          quorum: { type: 'all' },
          deadline: { dueInMinutes: 60 },
        },
      ],
    });
    await story.start('Sign in an hour', { place: RETURN_POLICY });
    const url = linkIn(story);
    const { html } = await visit(story, url);
    story.sandbox.clock.advance(61 * 60_000);

    const shown = await visit(story, url);
    await send(story, url, { decision: 'approve' }, html);

    expect([shown.status, shown.title]).toEqual([410, 'This link has expired']);
    expect((await stateOf(story)).step?.approvers[0]?.decision).toBeUndefined();
  });

  it('is the older of two, when the content changed and everybody was asked again', async () => {
    const story = await tell();
    await story.form({
      name: 'Sign the text',
      steps: [
        { name: 'Supplier', asks: { type: 'external', emails: [SUPPLIER] }, quorum: { type: 'all' } },
        {
          name: 'Cleo',
          asks: { type: 'user', people: ['712020:cleo-4f0b-4b51-9d2c-7c1e5a6b0000'] },
          quorum: { type: 'all' },
        },
      ],
      terms: { changes: { onChange: 'ask-again' } },
    });
    await story.start('Sign the text', { place: RETURN_POLICY });
    const old = linkIn(story);
    await send(story, old, { decision: 'approve' });

    await story.editPage(RETURN_POLICY.id, '712020:ada-4f0b-4b51-9d2c-7c1e5a6b0000', {
      text: 'Nothing may be returned.',
    });

    expect(mailsTo(story)).toHaveLength(2);
    expect((await visit(story, old)).title).toBe('There is a newer link for you');
    const fresh = await visit(story, linkIn(story));
    expect(fresh.html).toContain('Nothing may be returned.');
    await send(story, old, { decision: 'approve' });
    expect((await stateOf(story)).step?.approvers[0]?.decision).toBeUndefined();
    await send(story, linkIn(story), { decision: 'approve' });
    expect((await stateOf(story)).step?.state).toBe('approved');
  });

  it('is one of somebody whose part was given to somebody else', async () => {
    const story = await started();
    const url = linkIn(story);

    const to = 'mailto:deputy@supplier.example';
    const done = await story.act(
      'ada',
      { type: 'reassign', step: 0, from: `mailto:${SUPPLIER}`, to, reason: 'Left the firm' },
      RETURN_POLICY,
    );

    expect(done).toMatchObject({ ok: true });
    expect((await visit(story, url)).title).toBe('You are no longer asked');
    expect(mailsTo(story, 'deputy@supplier.example')).toHaveLength(1);
    await send(story, linkIn(story, 'deputy@supplier.example'), { decision: 'approve' });
    expect((await stateOf(story)).step?.state).toBe('approved');
  });
});

describe('the service that takes the mail', () => {
  it.each([
    ['asks to wait', { kind: 'rate-limited', retryAfterSeconds: 30, times: 2 } as const],
    ['fails for a while', { kind: 'server-error', times: 2 } as const],
  ])('%s: the mail goes out later, and once', async (_what, fault) => {
    const story = await tell();
    story.sandbox.faults.add([{ at: 'egress:api.resend.com', ...fault }]);

    await story.start('Supplier contract', { place: RETURN_POLICY });
    await story.settle(30);

    expect(story.sandbox.faults.list()).toEqual([]);
    expect(mailsTo(story)).toHaveLength(1);
    expect(await story.history('dead')).toEqual([]);
  });

  it('never answers: whoever looks at the history sees that it may not have arrived', async () => {
    const story = await tell();
    story.sandbox.faults.add([{ at: 'egress:api.resend.com', kind: 'timeout', effect: 'before', times: 20 }]);

    await story.start('Supplier contract', { place: RETURN_POLICY });
    await story.settle(60);

    expect(mailsTo(story)).toEqual([]);
    expect(await story.history('dead')).toMatchObject([
      { kind: 'approval-request', surface: 'email', reason: expect.any(String) },
    ]);
  });
});

it('asks on a work item too, where Jira’s own mail cannot reach them', async () => {
  const story = await tell();
  await story.start('Supplier contract');

  const page = await visit(story, linkIn(story));

  expect(page.html).toContain('SHOP-1');
  await send(story, linkIn(story), { decision: 'approve' });
  await story.decide('cleo', 'approve');
  expect(story.property()).toMatchObject({ state: 'approved' });
  expect(wordsOf(story.message('cleo'))).toContain('Approved');
});
