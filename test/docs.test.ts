import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const PAGES = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter((path) =>
  path.endsWith('.md'),
);

type Citation = { readonly file: string; readonly claim: string };

/** A test file in code style, and after a colon what it claims. */
const CITED = /`(?<file>test\/[\w./-]+\.ts)`(?<claims>:\s“[^”]*”(?:,\s“[^”]*”)*)?/g;

const citationsIn = (text: string): readonly Citation[] =>
  [...text.matchAll(CITED)].flatMap(({ groups: { file = '', claims = '' } = {} }) =>
    [...claims.matchAll(/“([^”]*)”/g)].map(([, claim = '']) => ({ file, claim: claim.replace(/\s+/g, ' ') })),
  );

const filesIn = (text: string) => [...text.matchAll(CITED)].map(({ groups }) => groups?.file ?? '');

/** The titles of a test and of the groups around it, outermost first; and every text, which a table may put into them. */
type Claims = { readonly titles: readonly (readonly string[])[]; readonly texts: ReadonlySet<string> };

const CLAIMING = new Set(['describe', 'it', 'test']);

function readClaims(file: string): Claims {
  const titles: string[][] = [];
  const texts = new Set<string>();
  const visit = (node: ts.Node, around: readonly string[]): void => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) texts.add(node.text);
    const title = titleOf(node);
    const within = title === undefined ? around : [...around, title];
    if (title !== undefined) titles.push([...within]);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest), []);
  return { titles, texts };
}

/** Of `it('…')`, `describe.each(…)('…')` and their like. */
function titleOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  const isClaim = CLAIMING.has(rootOf(node.expression)) && first !== undefined && ts.isStringLiteralLike(first);
  return isClaim ? first.text : undefined;
}

function rootOf(callee: ts.Expression): string {
  if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) return rootOf(callee.expression);
  return ts.isIdentifier(callee) ? callee.text : '';
}

/** What was cited is the end of the way to a test: its title, perhaps after those of the groups around it. */
function isClaimed({ titles, texts }: Claims, claim: string): boolean {
  const cited = claim.split(' › ');
  return titles.some(
    (path) =>
      path.length >= cited.length &&
      path.slice(-cited.length).every((title, index) => isTitle(title, cited[index] ?? '', texts)),
  );
}

const BLANK = /%(?:\d+\$)?[sdifjoO]|\$\w+/;

/** A title may have blanks, which are filled in from the rows of a table: with what stands in the same file. */
function isTitle(title: string, cited: string, texts: ReadonlySet<string>): boolean {
  if (title === cited) return true;
  const parts = title.split(BLANK).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const filled = parts.length === 1 ? null : new RegExp(`^${parts.join('(.+)')}$`).exec(cited);
  return filled?.slice(1).every((text) => texts.has(text)) ?? false;
}

/** Where a link leads that is none to another site. */
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\((?<to>[^)\s]+)\)/g)].flatMap(({ groups: { to = '' } = {} }) =>
    /^[a-z]+:/.test(to) ? [] : [to],
  );

const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function isThere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsIn(readFileSync(target, 'utf8')).includes(anchor);
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('leads to what is there', () => {
    expect(linksIn(text).filter((link) => !isThere(page, link))).toEqual([]);
  });

  it('names test files that are there', () => {
    expect(filesIn(text).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('cites claims that are made in these files', () => {
    const cited = citationsIn(text).filter(({ file }) => existsSync(file));
    const claims = new Map([...new Set(cited.map(({ file }) => file))].map((file) => [file, readClaims(file)]));
    const isMade = ({ file, claim }: Citation) => isClaimed(claims.get(file) ?? readClaims(file), claim);

    expect(cited.filter((citation) => !isMade(citation))).toEqual([]);
  });
});

/** Every quotation in the last cell is one that was read as a claim. */
function isProved(row: string): boolean {
  const proof = row.split(' | ').at(-1) ?? '';
  return /^Measured, not asserted|^Not built/.test(proof)
    ? !proof.includes('“')
    : proof.includes('“') && citationsIn(proof).length === proof.split('“').length - 1;
}

it.each([
  ['docs/approvals.md', 100],
  ['docs/bridge.md', 100],
])('%s has for every feature a claim that proves it, or says that there is none', (page, least) => {
  const tables = readFileSync(page, 'utf8').split(/\n\n/);
  const features = tables.filter((each) => each.startsWith('| Feature |')).flatMap((each) => each.split('\n').slice(2));

  expect(features.length).toBeGreaterThan(least);
  expect(features.filter((row) => !isProved(row))).toEqual([]);
});
