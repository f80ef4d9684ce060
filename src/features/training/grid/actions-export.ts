import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { sheetStream, type FileFormat, type FileStream, type SheetRow } from '../../../platform/spreadsheet-write.ts';
import { recordEvent } from '../../audit/actions.ts';
import { frameOf, idsOf, type Frame, type GridQuery } from './actions.ts';
import { rowOfCells } from './rules.ts';
import { CELL_WORDS, filterWords } from './rules-export.ts';
import { loadFilterNames } from './store.ts';
import { loadCells } from './store-cells.ts';

const MOST = { people: 100_000, documents: 10_000 } as const;
const PEOPLE_AT_A_TIME = 250; // the facts of the next are looked up while these are written

/** AUD-01, ANA-07: that it left the system is recorded before the first row does. */
export async function exportGrid(ctx: Context, { format, ...query }: GridQuery & { readonly format: FileFormat }): Promise<Outcome<{ readonly file: FileStream; readonly fileName: string }>> {
  const frame = await frameOf(ctx, query, MOST);
  const filters = filterWords(query, await loadFilterNames(ctx.db, query));
  const size = { people: idsOf(frame.people).length, documents: frame.documents.length };
  await recordEvent(ctx, { type: 'GridExported', subject: { kind: 'matrix', id: 'grid' }, data: { format, asOf: frame.at.toString(), filters: Object.fromEntries(filters), ...size } });
  const about: [string, string][] = [
    ['What', 'Training matrix: people by procedures'], ['As of', frame.at.toString()], ['Exported by', ctx.principal.name], ['Exported at', ctx.now.toString()],
    ['People', `${size.people} of ${frame.total}`], ['Procedures', `${size.documents} of ${frame.totalDocuments}`], ...filters, ['Cells', 'An empty cell: not required of this person'],
  ];
  const columns = [
    { header: 'Person', width: 26 }, { header: 'Employee number', width: 14 }, { header: 'Department', width: 22 }, { header: 'Site', width: 16 }, ...(query.group === 'role' ? [{ header: 'Job role', width: 22 }] : []),
    ...frame.documents.map(({ number, title }) => ({ header: `${number} ${title}` })),
  ];
  return done({ file: sheetStream(format, { name: 'Matrix', columns, rows: exported(ctx, frame, query.group === 'role'), count: frame.people.length, frozen: 1, about }), fileName: `Training matrix ${frame.at.toString().slice(0, 10)}.${format}` });
}

async function* exported(ctx: Context, { at, people, documents }: Frame, withRole: boolean): AsyncGenerator<SheetRow> {
  const columns = documents.map(({ id }) => id);
  const load = (from: number) => loadCells(ctx.db, { at, people: idsOf(people.slice(from, from + PEOPLE_AT_A_TIME)), documents: columns });
  let coming = load(0);
  for (let from = 0; from < people.length; from += PEOPLE_AT_A_TIME) {
    const cells = await coming;
    if (from + PEOPLE_AT_A_TIME < people.length) {
      coming = load(from + PEOPLE_AT_A_TIME);
      coming.catch(() => undefined); // awaited in the next turn; the reader may be gone by then
    }
    for (const { id, name, number, department, site, group } of people.slice(from, from + PEOPLE_AT_A_TIME)) {
      yield [name, number, department, site, ...(withRole ? [group] : []), ...rowOfCells(cells.get(id) ?? [], columns.length).map((state) => CELL_WORDS[state])];
    }
  }
}
