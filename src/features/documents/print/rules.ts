import type { Instant } from '../../../kernel/day.ts';
import type { VersionState } from '../types.ts';
import type { CopyFacts, Furniture } from './types.ts';

export const UNCONTROLLED = 'UNCONTROLLED WHEN PRINTED';

/** What stands across every page of a version that nobody is to work by; null for the version in force (DOC-11). */
export function watermarkOf(state: VersionState): string | null {
  return WATERMARK[state];
}

const WATERMARK: Readonly<Record<VersionState, string | null>> = {
  draft: 'DRAFT', in_review: 'IN REVIEW', approved: 'NOT YET EFFECTIVE', effective: null, superseded: 'SUPERSEDED', withdrawn: 'WITHDRAWN', retired: 'RETIRED',
};

const STATUS: Readonly<Record<VersionState, string>> = {
  draft: 'Draft', in_review: 'In review', approved: 'Approved, not yet effective', effective: 'Effective', superseded: 'Superseded', withdrawn: 'Withdrawn', retired: 'Retired',
};

/** DOC-10: number, title, version, status, effective date; date and time with zone, who made the copy; controlled or not. */
export function furnitureOf(copy: CopyFacts): Furniture {
  const { number, title, label, controlled } = copy;
  return {
    document: `${number} v${label} · ${title}`,
    status: statusOf(copy),
    made: `Printed ${momentIn(copy.madeAt, copy.zone)} by ${copy.madeBy}`,
    control: controlled === null ? UNCONTROLLED : `CONTROLLED COPY ${controlled.number} – ${controlled.holder}`,
    digest: `Content SHA-256 ${copy.contentSha256}`,
    watermark: watermarkOf(copy.state),
  };
}

function statusOf({ state, effectiveAt, inForceUntil, zone, baseline }: CopyFacts): string {
  const from = effectiveAt === null ? '' : dayIn(effectiveAt, zone);
  if (state === 'effective' && baseline !== null) return `${STATUS[state]} (imported on ${from}; stated effective date ${baseline.statedEffectiveOn})`;
  if (state === 'effective') return `${STATUS[state]} since ${from}`;
  if (state === 'approved') return `${STATUS[state]} (effective on ${from})`;
  if (inForceUntil !== null) return `${STATUS[state]} on ${dayIn(inForceUntil, zone)} (effective from ${from})`;
  return STATUS[state];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayIn(instant: Instant, zone: string): string {
  const { day, month, year } = instant.toZonedDateTimeISO(zone);
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** "2 Mar 2026, 09:05 Europe/Dublin (UTC+00:00)": readable, and the same instant everywhere. */
export function momentIn(instant: Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${dayIn(instant, zone)}, ${two(local.hour)}:${two(local.minute)} ${zone} (UTC${local.offset})`;
}

/** A name for the file that says what it is, from letters that every system takes. */
export function copyFileName({ number, label, state, controlled }: Pick<CopyFacts, 'number' | 'label' | 'state' | 'controlled'>): string {
  const plain = (text: string): string => text.normalize('NFKD').replaceAll(/[^\w.-]+/gu, '-').replaceAll(/^-+|-+$/gu, '');
  const kind = controlled === null ? (state === 'effective' ? 'copy' : state) : `controlled-copy-${controlled.number}`;
  return `${plain(number)}-v${plain(label)}-${kind}.pdf`;
}
