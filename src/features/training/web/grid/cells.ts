import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../../ui/api.ts';
import { getCells, MOST_CELLS } from '../../grid/contract.ts';
import type { Frame } from './frame.ts';

const BLOCK = { rows: 60, columns: 60 } as const;
const NEAR = 24; // rows and columns around what is in sight that are fetched with it, so that a steady hand finds them there
const PASSING_MS = 80; // what is in sight for less is passed by and not asked for
/** What is in sight: rows and columns from … to, both included. */
export type Sight = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
/** The states of some columns of a row, as they travel; a blank for each that is still to come. */
export type Cells = { readonly codesOf: (row: number, columns: readonly { readonly index: number }[]) => string };

/** The cells in sight, block by block: what was seen once is there at once when scrolled back to. Null: not loaded yet. */
export function useCells(frame: Frame, sight: Sight): Cells {
  const blocks = useStaying(blocksAround(frame, sight));
  const loaded = useQueries({
    queries: blocks.map((block) => {
      const people = [...new Set(frame.people.slice(block.down * BLOCK.rows, (block.down + 1) * BLOCK.rows).map(({ id }) => id))];
      const documents = frame.documents.slice(block.across * BLOCK.columns, (block.across + 1) * BLOCK.columns).map(({ id }) => id);
      return {
        queryKey: [getCells.path, frame.key, block.down, block.across],
        queryFn: async (): Promise<ReadonlyMap<string, string>> => byPerson(people, (await call(getCells, { query: { asOf: frame.at }, body: { people, documents } })).rows),
        staleTime: Infinity, // the moment is part of the question, so the answer stays what it is
        structuralSharing: false,
        enabled: people.length > 0 && documents.length > 0,
      };
    }),
    combine: dataOf,
  });
  const seen = useRef<Seen>({ people: frame.people, documents: frame.documents, blocks: new Map() });
  if (seen.current.people !== frame.people || seen.current.documents !== frame.documents) seen.current = { people: frame.people, documents: frame.documents, blocks: new Map() };
  for (const [index, { down, across }] of blocks.entries()) {
    const data = loaded[index];
    if (data !== undefined) seen.current.blocks.set(keyOf(down, across), data);
  }
  return {
    codesOf: (row, columns) => {
      const person = frame.people[row]?.id ?? '';
      const [down, known] = [Math.floor(row / BLOCK.rows), seen.current.blocks];
      let [across, codes]: [number, string | undefined] = [-1, undefined];
      return columns.map(({ index }) => {
        if (Math.floor(index / BLOCK.columns) !== across) {
          across = Math.floor(index / BLOCK.columns);
          codes = known.get(keyOf(down, across))?.get(person);
        }
        return codes?.[index % BLOCK.columns] ?? ' ';
      }).join('');
    },
  };
}

/** What was loaded of these rows and columns: shown on until the same cells of a later moment are there. */
type Seen = { readonly people: Frame['people']; readonly documents: Frame['documents']; readonly blocks: Map<string, ReadonlyMap<string, string>> };

function dataOf(results: readonly { readonly data: ReadonlyMap<string, string> | undefined }[]): (ReadonlyMap<string, string> | undefined)[] {
  return results.map(({ data }) => data);
}

const keyOf = (down: number, across: number): string => `${down} ${across}`;

function byPerson(people: readonly string[], rows: readonly string[]): Map<string, string> {
  return new Map(people.map((id, index) => [id, rows[index] ?? '']));
}

function blocksOf(rows: readonly [number, number], columns: readonly [number, number]): { down: number; across: number }[] {
  const range = ([from, to]: readonly [number, number], size: number): number[] => Array.from({ length: Math.floor(to / size) - Math.floor(from / size) + 1 }, (_, index) => Math.floor(from / size) + index);
  return range(rows, BLOCK.rows).flatMap((down) => range(columns, BLOCK.columns).map((across) => ({ down, across })));
}

type Block = { readonly down: number; readonly across: number };

function blocksAround(frame: Frame, { rows, columns }: Sight): readonly Block[] {
  const wider = ([from, to]: readonly [number, number], count: number): [number, number] => [Math.max(0, from - NEAR), Math.min(Math.max(0, count - 1), to + NEAR)];
  return blocksOf(wider(rows, frame.people.length), wider(columns, frame.documents.length));
}

/** Those that stayed for a moment: whoever drags a scrollbar past thousands of rows asks for none of them. */
function useStaying(blocks: readonly Block[]): readonly Block[] {
  const [staying, setStaying] = useState(blocks);
  const [wanted, kept] = [nameOf(blocks), nameOf(staying)];
  useEffect(() => {
    if (wanted === kept) return undefined;
    const timer = setTimeout(() => setStaying(blocks), PASSING_MS);
    return () => clearTimeout(timer);
  }, [wanted, kept]); // oxlint-disable-line react-hooks/exhaustive-deps -- the names say which blocks they are
  return staying;
}

const nameOf = (blocks: readonly Block[]): string => blocks.map(({ down, across }) => keyOf(down, across)).join();

/** All cells of some people, a few requests of many cells each; for one person on a phone and for paper. */
export function useWholeRows(frame: Frame, people: readonly string[], enabled: boolean): ReadonlyMap<string, string> | undefined {
  const documents = frame.documents.map(({ id }) => id);
  return useQuery({ queryKey: [getCells.path, 'rows', frame.key, people], enabled: enabled && people.length > 0 && documents.length > 0, staleTime: Infinity, structuralSharing: false, queryFn: () => wholeRows(frame.at, people, documents) }).data;
}

async function wholeRows(asOf: string, people: readonly string[], documents: readonly string[]): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (let down = 0; down < people.length; down += MOST_CELLS.people) {
    const some = people.slice(down, down + MOST_CELLS.people);
    for (let across = 0; across < documents.length; across += MOST_CELLS.documents) {
      const reply = await call(getCells, { query: { asOf }, body: { people: [...some], documents: documents.slice(across, across + MOST_CELLS.documents) } });
      for (const [index, id] of some.entries()) rows.set(id, (rows.get(id) ?? '') + (reply.rows[index] ?? ''));
    }
  }
  return rows;
}
