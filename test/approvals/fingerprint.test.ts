import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/approvals/fingerprint';
import { changesBetween } from '../../src/subjects/core/changes';
import { changePolicy } from '../support/builders';

const policy = changePolicy();
const of = (parts: Readonly<Record<string, string>>, more = policy) => fingerprintOf({ parts }, more);

describe('the fingerprint of a content', () => {
  it('covers summary, description, title and body where the policy names no parts', () => {
    const parts = { summary: 'a', description: 'b', title: 'c', body: 'd', customfield_1: 'e' };

    expect(Object.keys(of(parts).parts).sort()).toEqual(['body', 'description', 'summary', 'title']);
  });

  it('covers the named parts alone where the policy names some', () => {
    const chosen = changePolicy({ parts: ['customfield_1', 'missing'] });

    expect(Object.keys(of({ summary: 'a', customfield_1: 'e' }, chosen).parts)).toEqual(['customfield_1']);
    expect(of({ summary: 'a', customfield_1: 'e' }, chosen).digest).toBe(
      of({ summary: 'other', customfield_1: 'e' }, chosen).digest,
    );
  });

  it('keeps the version, which is no part of what is decided on', () => {
    const parts = { body: 'By train.' };

    expect(fingerprintOf({ version: 7, parts }, policy).version).toBe(7);
    expect(fingerprintOf({ version: 7, parts }, policy).digest).toBe(
      fingerprintOf({ version: 8, parts }, policy).digest,
    );
    expect(of(parts)).not.toHaveProperty('version');
  });

  it.each([
    ['another text', { title: 'a', body: 'b' }, { title: 'a', body: 'c' }],
    ['a part that was emptied', { title: 'a', body: 'b' }, { title: 'a', body: '' }],
    ['a text that moved to another part', { title: 'a', body: '' }, { title: '', body: 'a' }],
    ['texts that changed places', { title: 'a', body: 'b' }, { title: 'b', body: 'a' }],
    ['upper case', { title: 'a' }, { title: 'A' }],
    ['one more space', { title: 'a b' }, { title: 'a  b' }],
  ])('is another one for %s', (_name, one, other) => {
    expect(of(one).digest).not.toBe(of(other).digest);
    expect(changesBetween(of(one), of(other))).not.toEqual([]);
  });

  it.each([
    ['the order of the parts', { title: 'a', body: 'b' }, { body: 'b', title: 'a' }],
    ['a part that is empty rather than missing', { title: 'a', body: '' }, { title: 'a' }],
  ])('is the same whatever %s', (_name, one, other) => {
    expect(of(one)).toEqual(of(other));
  });

  it('is the same in whatever order the policy names the parts', () => {
    const orders = [
      ['title', 'body'],
      ['body', 'title', 'body'],
    ];
    const digests = orders.map((parts) => of({ title: 'a', body: 'b' }, changePolicy({ parts })).digest);

    expect(digests[0]).toBe(digests[1]);
  });

  it('is the same for another layout where whitespace is ignored', () => {
    const loose = changePolicy({ ignoreWhitespace: true });

    expect(of({ body: ' By\n\ttrain. ', title: ' \u00a0' }, loose)).toEqual(of({ body: 'By train.' }, loose));
    expect(of({ body: 'By train.' }, loose).digest).not.toBe(of({ body: 'Bytrain.' }, loose).digest);
  });

  it('shows the first 200 characters of a part, and never half of one', () => {
    const excerpt = of({ body: '😀'.repeat(300) }).parts.body?.excerpt;

    expect(excerpt).toBe('😀'.repeat(200));
    expect(of({ body: 'x'.repeat(201) }).parts.body?.excerpt).toBe('x'.repeat(200));
  });

  it('does not take for a part what every object has', () => {
    expect(of({}, changePolicy({ parts: ['constructor', '__proto__'] })).parts).toEqual({});
  });

  it('is the same exactly where nothing changed', () => {
    const someParts = fc.dictionary(
      fc.constantFrom('title', 'body', 'summary'),
      fc.constantFrom('', ' ', 'a', 'a b', 'a  b'),
    );

    fc.assert(
      fc.property(someParts, someParts, fc.boolean(), (one, other, ignoreWhitespace) => {
        const [a, b] = [one, other].map((parts) => of(parts, changePolicy({ ignoreWhitespace })));
        if (a === undefined || b === undefined) throw new Error('two went in');

        expect(changesBetween(a, b).length === 0).toBe(a.digest === b.digest);
      }),
    );
  });
});
