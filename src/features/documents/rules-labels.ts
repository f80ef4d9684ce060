/** -1, 0 or 1 where both labels are numbers parted by points (2.0 < 2.1 < 10.0, and 2 equals 2.0); null where one is not. */
export function compareLabels(a: string, b: string): -1 | 0 | 1 | null {
  const left = numbersIn(a);
  const right = numbersIn(b);
  if (left === null || right === null) return null;
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

/** The same label however it is written: letter case and surrounding blanks do not make a new version. */
export function isSameLabel(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function numbersIn(label: string): number[] | null {
  const match = /^v?\s*(\d{1,9}(?:\.\d{1,9})*)$/iu.exec(label.trim());
  return match?.[1] === undefined ? null : match[1].split('.').map(Number);
}
