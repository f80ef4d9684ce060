import type { z } from 'zod';
import { ATTRIBUTE_KEY } from '../types.ts';
import type { zRosterMapping, zRosterPreview } from '../contract.ts';

export type Mapping = z.output<typeof zRosterMapping>;
export type Preview = z.output<typeof zRosterPreview>;
export type Column = Preview['columns'][number];
export type DateFormat = Mapping['dateFormat'];
export type Missing = Mapping['createMissing'];

export const DATE_FORMATS = ['YYYY-MM-DD', 'D/M/YYYY', 'M/D/YYYY', 'D-M-YYYY', 'D.M.YYYY'] as const satisfies readonly DateFormat[];

/** What the screen edits: the mapping with places still empty. */
export type Draft = Omit<Mapping, 'dateFormat' | 'lastDayFormat'> & { readonly dateFormat: DateFormat | null; readonly lastDayFormat: DateFormat | null };

export function draftFrom(preview: Preview): Draft {
  const proposed = preview.proposed ?? {};
  return {
    employeeNumber: proposed.employeeNumber ?? '',
    name: proposed.name ?? [],
    email: proposed.email ?? null,
    from: proposed.from ?? '',
    lastDay: proposed.lastDay ?? null,
    dateFormat: proposed.dateFormat ?? onlyFormat(preview, proposed.from ?? ''),
    lastDayFormat: proposed.lastDayFormat ?? null,
    site: proposed.site ?? '',
    department: proposed.department ?? '',
    role: proposed.role ?? null,
    manager: proposed.manager ?? null,
    attributes: proposed.attributes ?? {},
    status: proposed.status ?? null,
    statusValues: proposed.statusValues ?? {},
    createMissing: proposed.createMissing ?? { departments: false, roles: false, sites: {} },
  };
}

/** The mapping to send; null while something needed is missing. */
export function complete(draft: Draft): Mapping | null {
  const { dateFormat } = draft;
  if (dateFormat === null || draft.name.length === 0) return null;
  if ([draft.employeeNumber, draft.from, draft.site, draft.department].includes('')) return null;
  return { ...draft, dateFormat };
}

export function columnOf(preview: Preview, name: string): Column | null {
  return preview.columns.find((column) => column.name === name) ?? null;
}

/** The one format that fits every value of the column; null when none or several do. */
function onlyFormat(preview: Preview, name: string): DateFormat | null {
  const formats = columnOf(preview, name)?.dateFormats ?? [];
  return formats.length === 1 ? (DATE_FORMATS.find((format) => format === formats[0]) ?? null) : null;
}

/** “attribute:Shift” and “Shift” both say the attribute shift; null when a heading makes no key. */
export function keyFromHeading(heading: string): string | null {
  const key = heading.replace(/^attribute\s*:/iu, '').trim().toLowerCase();
  return ATTRIBUTE_KEY.test(key) ? key : null;
}

export function withoutKey<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
