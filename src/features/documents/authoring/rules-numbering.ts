/** A heading as far as its number depends on it: `number` null is numbered automatically, '' has none, else it is the number itself. */
export type NumberedHeading = { readonly level: number; readonly number: string | null };

/**
 * The numbers of headings in their order: 1, 1.1, 1.2, 2. A level that was skipped counts as one. A heading without a number, or
 * with one of its own, does not count, except that an own number such as 4.2 is what the next automatic one goes on from.
 */
export function numbersOf(headings: readonly NumberedHeading[]): string[] {
  const counters: number[] = [];
  return headings.map(({ level, number }) => {
    if (number === '') return '';
    if (number !== null) {
      continueFrom(counters, number);
      return number;
    }
    while (counters.length < level) counters.push(counters.length === level - 1 ? 0 : 1);
    counters.length = level;
    counters[level - 1] = (counters[level - 1] ?? 0) + 1;
    return counters.join('.');
  });
}

function continueFrom(counters: number[], number: string): void {
  const parts = number.replace(/\.0$/u, '').split('.').map(Number);
  if (parts.length > 4 || parts.some((part) => !Number.isInteger(part))) return;
  counters.splice(0, counters.length, ...parts);
}

/** How the number stands before the heading in the file, so that it is read from it again: "1. Purpose", "4.1 Gowning". */
export function withNumber(number: string, heading: string): string {
  if (number === '') return heading;
  return `${number}${/^\d+$/u.test(number) ? '.' : ''} ${heading}`.trim();
}
