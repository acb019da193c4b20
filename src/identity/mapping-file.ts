import { err, ok, type Result } from '../shared/result';
import { type FileRefusal, MAX_LINES, type MappingRow } from './core/mapping';
import type { Link } from './core/model';

type Column = Exclude<keyof MappingRow, 'line'>;

/** Titles as people write them, without case, blanks and signs. */
const COLUMNS: Readonly<Record<string, Column | undefined>> = {
  accountid: 'accountId',
  atlassianaccountid: 'accountId',
  email: 'email',
  accountemail: 'email',
  jiraemail: 'email',
  atlassianemail: 'email',
  slackuserid: 'slackUserId',
  slackid: 'slackUserId',
  slackuser: 'slackUserId',
  slackemail: 'slackEmail',
  team: 'team',
  teamid: 'team',
  workspace: 'team',
};

const toColumn = (title: string): Column | false => COLUMNS[title.toLowerCase().replace(/[^a-z]/g, '')] ?? false;

/** A file with titles in its first line, separated by commas, semicolons or tabs. */
export async function readMapping(csv: string): Promise<Result<readonly MappingRow[], FileRefusal>> {
  const { CsvError, parse } = await import('csv-parse/sync');
  let columns: readonly (Column | false)[] = [];
  try {
    const read: readonly { record: Partial<Record<Column, string>>; info: { lines: number } }[] = parse(csv, {
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      delimiter: [',', ';', '\t'],
      to: MAX_LINES + 1,
      columns(titles: readonly string[]) {
        columns = titles.map(toColumn);
        return [...columns];
      },
    });
    if (!names(columns, ['accountId', 'email']) || !names(columns, ['slackUserId', 'slackEmail'])) {
      return err({ type: 'no-columns' });
    }
    if (read.length > MAX_LINES) return err({ type: 'too-long' });
    return ok(read.map(({ record, info }) => ({ line: info.lines, ...withoutEmpty(record) })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return err({ type: 'unreadable', line: typeof error.lines === 'number' ? error.lines : 1 });
  }
}

/** Ids only: whoever reads the file on can add what they may know. */
export const writeMapping = (links: readonly Link[]): string =>
  [
    ['accountId', 'slackUserId', 'team', 'trust', 'since'],
    ...links.map(({ account, user, team, trust, since }) => [account, user, team, trust, isoOf(since)]),
  ]
    .map((cells) => `${cells.map(toCell).join(',')}\r\n`)
    .join('');

/** What a spreadsheet would take for a formula is text. */
const toCell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const isoOf = (at: number) => new Date(at).toISOString();

const names = (columns: readonly (Column | false)[], any: readonly Column[]) =>
  any.some((column) => columns.includes(column));

const withoutEmpty = (record: Partial<Record<Column, string>>): Partial<Record<Column, string>> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
