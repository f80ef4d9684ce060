export type Place = { readonly line: number; readonly column: number };
/** Which lines hold people; the others are the heads of groups. */
export type Extent = { readonly lines: number; readonly columns: number; readonly pageLines: number; readonly isPerson: (line: number) => boolean };

/** Where a key leads from a cell; null for keys that do not move. Heads of groups are stepped over. */
export function moved(from: Place, key: string, ctrl: boolean, extent: Extent): Place | null {
  const last = extent.columns - 1;
  switch (key) {
    case 'ArrowUp': return vertically(from, -1, extent);
    case 'ArrowDown': return vertically(from, 1, extent);
    case 'ArrowLeft': return { ...from, column: Math.max(0, from.column - 1) };
    case 'ArrowRight': return { ...from, column: Math.min(last, from.column + 1) };
    case 'PageUp': return vertically(from, -extent.pageLines, extent);
    case 'PageDown': return vertically(from, extent.pageLines, extent);
    case 'Home': return ctrl ? { line: nearest(0, 1, extent) ?? from.line, column: 0 } : { ...from, column: 0 };
    case 'End': return ctrl ? { line: nearest(extent.lines - 1, -1, extent) ?? from.line, column: last } : { ...from, column: last };
    default: return null;
  }
}

function vertically(from: Place, by: number, extent: Extent): Place {
  const target = Math.max(0, Math.min(extent.lines - 1, from.line + by));
  const direction = Math.sign(by);
  return { ...from, line: nearest(target, direction, extent) ?? nearest(target, -direction, extent) ?? from.line };
}

function nearest(line: number, direction: number, { lines, isPerson }: Extent): number | null {
  for (let next = line; next >= 0 && next < lines; next += direction) if (isPerson(next)) return next;
  return null;
}
