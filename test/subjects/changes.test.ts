import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../src/subjects/core/changes';
import { fingerprint } from '../support/builders';

describe('what changed', () => {
  it('is nothing between equal contents, whatever their versions', () => {
    expect(changesBetween(fingerprint({ title: 'Travel' }, 3), fingerprint({ title: 'Travel' }, 4))).toEqual([]);
  });

  it('is each part with its text before and after, those of the basis first', () => {
    const basis = fingerprint({ title: 'Travel', body: 'By train.', note: 'Old' });
    const seen = fingerprint({ added: 'New', body: 'By plane.', title: 'Travel' });

    expect(changesBetween(basis, seen)).toEqual([
      { part: 'body', before: 'By train.', after: 'By plane.' },
      { part: 'note', before: 'Old', after: '' },
      { part: 'added', before: '', after: 'New' },
    ]);
  });

  it('is a part whose beginning is the same, when the rest is not', () => {
    const start = 'x'.repeat(300);

    expect(changesBetween(fingerprint({ body: `${start}a` }), fingerprint({ body: `${start}b` }))).toHaveLength(1);
  });
});
