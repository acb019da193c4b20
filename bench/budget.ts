import { type Cell, printTable } from './table';

/** One thing that was counted or compared, and the most that it may be, where a budget says so. */
export type Line = {
  readonly what: string;
  readonly measured: Cell;
  readonly budget: string;
  readonly verdict: string;
};

export type Section = { readonly title: string; readonly lines: readonly Line[] };

/** `show` is for where the number alone does not say what it is. */
export const atMost = (what: string, measured: number, budget: number, show: Cell = measured): Line => ({
  what,
  measured: show,
  budget: `${budget}`,
  verdict: measured <= budget ? 'ok' : 'OVER',
});

export const holds = (what: string, measured: Cell, budget: string, ok: boolean): Line => ({
  what,
  measured,
  budget,
  verdict: ok ? 'ok' : 'OVER',
});

/** Counted and shown; no budget names it. */
export const counted = (what: string, measured: Cell): Line => ({ what, measured, budget: '', verdict: '' });

export function printBudgets(sections: readonly Section[]): void {
  const rows = sections.flatMap(({ title, lines }) => [
    [title, '', '', ''],
    ...lines.map(({ what, measured, budget, verdict }): readonly Cell[] => [`  ${what}`, measured, budget, verdict]),
  ]);
  const over = sections.flatMap(({ lines }) => lines).filter(({ verdict }) => verdict === 'OVER');
  printTable(
    'The budgets: all that was measured, against the most that it may be',
    ['what', 'measured', 'at most', ''],
    rows,
  );
  console.log(over.length === 0 ? '\nEvery budget holds.' : `\n${over.length} over budget; nothing fails for that.`);
}
