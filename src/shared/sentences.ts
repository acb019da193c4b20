type Fault = { readonly field: string; readonly problem: string };

/** Faults as sentences for a person: `steps[0].approvers` reads as "Step 1, approvers". */
export const toSentences = (faults: readonly Fault[]): string =>
  faults.map(({ field, problem }) => `${toLabel(field)} ${problem}.`).join(' ');

function toLabel(field: string): string {
  const words = field
    .replace(/(\w+?)s?\[(\d+)\]/g, (_, list: string, index: string) => `${list} ${Number(index) + 1}`)
    .replace(/\./g, ', ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
