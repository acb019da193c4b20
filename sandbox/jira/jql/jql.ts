import { NotEmulatedError } from '../../twin';
import { refuse } from '../errors';

/** JQL as it was written: https://support.atlassian.com/jira-software-cloud/docs/what-is-advanced-search-in-jira-cloud/ */
export type Jql = { where: Condition | undefined; orderBy: readonly Order[] };
export type Order = { field: string; descending: boolean };
export type Condition =
  | { type: 'and' | 'or'; left: Condition; right: Condition }
  | { type: 'not'; of: Condition }
  | { type: 'clause'; field: string; operator: Operator; operands: readonly Operand[] };
export type Operator = '=' | '!=' | 'in' | 'not in' | 'is' | 'is not' | '<' | '<=' | '>' | '>=' | '~' | '!~';
export type Operand =
  | { type: 'value'; text: string }
  | { type: 'function'; name: string; args: readonly string[] }
  | { type: 'empty' };

type Token = { type: 'word' | 'string' | 'sign' | 'end'; text: string };

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[\p{L}\p{N}_.:-]|\[[^\]]*\])+)|(!=|!~|<=|>=|[=~<>(),]))/uy;
const SIGNS: Readonly<Record<string, Operator>> = {
  ...{ '=': '=', '!=': '!=', '~': '~', '!~': '!~' },
  ...{ '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
};
/** They ask for the past of a field, or join in another way of writing. */
const NOT_MODELLED = /^(was|changed|[&|!])/i;

export function parseJql(text: string): Jql {
  return createParser(tokensOf(text)).jql();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) throw strange(text.slice(at).trim());
    const [, double, single, word, sign = ''] = found;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ type: 'string', text: quoted.replace(/\\(.)/g, '$1') });
    else tokens.push(word === undefined ? { type: 'sign', text: sign } : { type: 'word', text: word });
  }
  return [...tokens, { type: 'end', text: 'the end of the query' }];
}

function createParser(tokens: readonly Token[]) {
  let at = 0;
  const END: Token = { type: 'end', text: 'the end of the query' };
  const peek = (): Token => tokens[at] ?? END;
  const isNext = (...texts: string[]) => peek().type !== 'string' && texts.includes(peek().text.toLowerCase());

  function take(...texts: string[]): boolean {
    if (!isNext(...texts)) return false;
    at += 1;
    return true;
  }

  function expect(text: string): void {
    if (!take(text)) throw malformed(`Expecting '${text}' but got '${peek().text}'.`);
  }

  function text(what: string): string {
    const token = peek();
    if (token.type !== 'word' && token.type !== 'string') throw malformed(`Expecting ${what} but got '${token.text}'.`);
    at += 1;
    return token.text;
  }

  function either(): Condition {
    let left = both();
    while (take('or')) left = { type: 'or', left, right: both() };
    return left;
  }

  function both(): Condition {
    let left = single();
    while (take('and')) left = { type: 'and', left, right: single() };
    return left;
  }

  function single(): Condition {
    if (take('not')) return { type: 'not', of: single() };
    if (!take('(')) return clause();
    const inner = either();
    expect(')');
    return inner;
  }

  function clause(): Condition {
    const field = text('a field');
    const operator = operatorOf(field);
    const operands = operator === 'in' || operator === 'not in' ? list() : [operand()];
    return { type: 'clause', field, operator, operands };
  }

  function operatorOf(field: string): Operator {
    const { text } = peek();
    if (take('in')) return 'in';
    if (take('is')) return take('not') ? 'is not' : 'is';
    if (take('not')) {
      expect('in');
      return 'not in';
    }
    const operator = SIGNS[text];
    if (operator === undefined) throw strange(text, `Expecting operator after '${field}' but got '${text}'.`);
    at += 1;
    return operator;
  }

  function list(): Operand[] {
    // A function may stand for the whole list.
    if (!isNext('(')) return [operand()];
    expect('(');
    const operands = [operand()];
    while (take(',')) operands.push(operand());
    expect(')');
    return operands;
  }

  function operand(): Operand {
    const isQuoted = peek().type === 'string';
    const value = text('a value');
    if (!isQuoted && /^(empty|null)$/i.test(value)) return { type: 'empty' };
    if (!take('(')) return { type: 'value', text: value };
    const args: string[] = [];
    while (!isNext(')')) {
      args.push(text('an argument'));
      if (!take(',')) break;
    }
    expect(')');
    return { type: 'function', name: value, args };
  }

  function orders(): Order[] {
    if (!take('order')) return [];
    expect('by');
    const found: Order[] = [];
    do {
      const field = text('a field');
      const descending = take('desc');
      if (!descending) take('asc');
      found.push({ field, descending });
    } while (take(','));
    return found;
  }

  return {
    jql(): Jql {
      const where = isNext('order') || peek().type === 'end' ? undefined : either();
      const orderBy = orders();
      if (peek().type !== 'end') throw strange(peek().text);
      return { where, orderBy };
    },
  };
}

export const malformed = (why: string) => refuse(400, `Error in the JQL Query: ${why}`);

const strange = (text: string, why = `Unexpected '${text}'.`) =>
  NOT_MODELLED.test(text) ? new NotEmulatedError(`JQL ${text}`) : malformed(why);
