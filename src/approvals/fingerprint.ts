import { createHash } from 'node:crypto';
import type { ChangePolicy } from '../approvals/core/definition';
import type { Fingerprint, SubjectState } from '../subjects/core/model';

const DEFAULT_PARTS = ['summary', 'description', 'title', 'body'];
const EXCERPT_CHARS = 200;

/** Of the parts that matter by the policy. A part without text is the same as none. */
export function fingerprintOf({ version, parts }: SubjectState['content'], policy: ChangePolicy): Fingerprint {
  const names = [...new Set(policy.parts.length === 0 ? DEFAULT_PARTS : policy.parts)].sort();
  const seen = names
    .map((name) => [name, textOf(parts, name, policy)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [name, { hash: hashOf(text), excerpt: excerptOf(text) }] as const);
  return {
    digest: hashOf(JSON.stringify(seen.map(([name, { hash }]) => [name, hash]))),
    parts: Object.fromEntries(seen),
    ...(version === undefined ? {} : { version }),
  };
}

function textOf(parts: SubjectState['content']['parts'], name: string, { ignoreWhitespace }: ChangePolicy): string {
  // A part may be called like something that every object has.
  const text = Object.hasOwn(parts, name) ? (parts[name] ?? '') : '';
  return ignoreWhitespace ? text.replace(/\s+/g, ' ').trim() : text;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Never half a character. */
const excerptOf = (text: string) => [...text.slice(0, 2 * EXCERPT_CHARS)].slice(0, EXCERPT_CHARS).join('');
