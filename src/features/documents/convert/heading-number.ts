export type Numbered = { readonly number: string | null; readonly heading: string };

const dotted = /^(?:§\s*)?((?:\d{1,3}|[A-Z])(?:\.\d{1,3})+)\.?(?:\)|:)?(?:\s+[-–—:]\s+|\s+|$)(.*)$/i;
const single = /^(?:§\s*)?(\d{1,3})(?:\.|\)|:)(?:\s+[-–—:]\s+|\s+|$)(.*)$/i;
const bare = /^(?:§\s*)?(\d{1,2})\s+(?:[-–—:]\s+)?(\p{Lu}.*)$/u;

/**
 * "4.1. Gowning" is number "4.1" and heading "Gowning"; "SOP-001: Title" has no number.
 * `previous` is the number before it: "5 Whys" counts as number 5 only after a heading numbered 4 or 5.
 */
export function splitNumber(heading: string, previous: string | null): Numbered {
  const strong = dotted.exec(heading) ?? single.exec(heading);
  if (strong) return numbered(strong);
  const weak = bare.exec(heading);
  if (weak && follows(Number(weak[1]), previous)) return numbered(weak);
  return { number: null, heading };
}

/** How deep a number is: "4" is 1, "4.1" is 2; "4.0" counts as 1. At most 6. */
export function depthOf(number: string): number {
  return Math.min(number.replace(/\.0$/, '').split('.').length, 6);
}

function numbered(match: RegExpExecArray): Numbered {
  const [, number = '', rest = ''] = match;
  return { number, heading: rest.trim() };
}

function follows(candidate: number, previous: string | null): boolean {
  if (previous === null) return candidate === 0 || candidate === 1;
  const top = Number.parseInt(previous, 10);
  return candidate === top + 1 || candidate === top;
}
