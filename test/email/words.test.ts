import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderRequestMail } from '../../src/email/words';
import { ALL, BEN, RITA, userStep } from '../support/builders';
import { peopleOf, type Terms, tellingOf } from '../support/running-approvals';

const mailOf = (terms: Terms = {}, asker = 'Rita Moss') =>
  renderRequestMail(tellingOf(terms, { people: peopleOf([RITA, BEN], { [RITA]: asker }) }));

it('says what, who asks, in which step, and where to decide', () => {
  const mail = mailOf({ steps: [userStep([BEN], ALL, 'Release managers')] });

  expect(mail.subject).toBe('Approval requested: OPS-1 Open the new bridge');
  expect(mail.text).toBe(
    [
      'Rita Moss asks for your approval: Release, step Release managers.',
      '',
      'OPS-1 Open the new bridge',
      '',
      'Open the work item and decide in its Approvals panel:',
      'https://lighthouse.example/browse/OPS-1',
      '',
    ].join('\n'),
  );
});

it('says the same in HTML, with a link', () => {
  const { html } = mailOf();

  expect(html).toContain('<a href="https://lighthouse.example/browse/OPS-1">OPS-1 Open the new bridge</a>');
  expect(html).toContain('Rita Moss asks for your approval: Release, step Review.');
});

it('calls somebody a colleague of whom no name is known', () => {
  const mail = renderRequestMail(tellingOf({}, { people: new Map() }));

  expect(mail.text).toContain('A colleague asks for your approval');
});

it.each([
  ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['an entity', '&lt;', '&amp;lt;'],
  ['a quotation mark', '"onclick="x', '&quot;onclick=&quot;x'],
])('lets %s of others be read, not obeyed', (_what, typed, escaped) => {
  const { html } = mailOf({ subject: { title: typed } }, typed);

  expect(html).toContain(`OPS-1 ${escaped}</a>`);
  expect(html).toContain(`<p>${escaped} asks`);
});

it('keeps its own tags and no others, whatever people called things', () => {
  const typed = fc.string({ unit: fc.constantFrom('<', '>', '"', '&', "'", '/', 'a', ' ') });

  fc.assert(
    fc.property(typed, typed, typed, (name, title, asker) => {
      const { html } = mailOf({ name, subject: { title, url: 'https://a.example/?b="c"&d' } }, asker);

      const tags = html.match(/<[^>]*>/g);
      expect(tags).toEqual([
        '<p>',
        '</p>',
        '<p>',
        '<a href="https://a.example/?b=&quot;c&quot;&amp;d">',
        '</a>',
        '</p>',
        '<p>',
        '</p>',
      ]);
    }),
  );
});
