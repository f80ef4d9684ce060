// How each figure grows with the company. What should depend on its answer only must stay flat, measured by its own reference in the same run.
import { approveRevision, writePlainly } from './fanout.ts';
import { measureScreen } from './grid.ts';
import { measure as measurePerson } from './person.ts';
import { measureQualified } from './qualified.ts';
import { measureRosterchange } from './rosterchange.ts';
import { measureSweep } from './sweep.ts';
import { rounded } from './world/measure.ts';
import { openWorld, type World } from './world/open.ts';

/** In one unit, and what the same answer costs without the product. */
type Measured = { readonly value: number; readonly reference: number };
type Say = (line: string) => void;

const SIZES = [1000, 10_000, 100_000];
const MOST_GROWTH = 1.5;
const AFFECTED = 500;

const FIGURES: Readonly<Record<string, (world: World, documents: number, people: number, say: Say) => Promise<Measured>>> = {
  async qualifiedMilliseconds(world, _documents, _people, say) {
    const found = await measureQualified(world, { rounds: 3, concurrencies: [1] }, say);
    return { value: Number(found['gateP50Ms1']), reference: Number(found['plainP50Ms1']) };
  },
  async gridFirstScreenMilliseconds(world, _documents, _people, say) {
    const { screen, plainScreen } = await measureScreen(world, say);
    return { value: screen * 1000, reference: plainScreen * 1000 };
  },
  async sweepMicrosecondsPerObligation(world, _documents, _people, say) {
    const { pairs, seconds, joinSeconds, drift } = await measureSweep(world, 2, say);
    if (drift > 0) throw new Error(`the sweep changed ${drift} things in a company that is right`);
    return { value: (seconds * 1_000_000) / pairs, reference: (joinSeconds * 1_000_000) / pairs };
  },
  async personMilliseconds(world, documents, people, say) {
    const found = await measurePerson(world, { people, documents }, say);
    return { value: Number(found['p50Milliseconds']), reference: Number(found['selectP50Milliseconds']) };
  },
  async rosterchangeMillisecondsPerPerson(world, _documents, _people, say) {
    const { seconds, plainSeconds, people } = await measureRosterchange(world, say);
    return { value: (seconds * 1000) / people, reference: (plainSeconds * 1000) / people };
  },
  fanoutMillisecondsPerPerson: (world, _documents, _people, say) => measureFanout(world, say),
};

export async function run({ documents, sizes }: { readonly documents: number; readonly sizes: readonly number[] }, say: Say): Promise<Readonly<Record<string, unknown>>> {
  const people = sizes.length === 0 ? SIZES : sizes.toSorted((a, b) => a - b);
  const found = new Map<string, Measured[]>(Object.keys(FIGURES).map((name) => [name, []]));
  for (const size of people) {
    const world = await openWorld({ people: size, documents }, say);
    try {
      for (const [name, measured] of Object.entries(await measureAll(world, documents, size, say))) found.get(name)?.push(measured);
    } finally {
      await world.close();
    }
  }
  const figures = Object.fromEntries([...found].map(([name, measured]) => [name, growthOf(measured)]));
  return { people, documents, mostGrowth: MOST_GROWTH, ...figures, ok: Object.values(figures).every(({ flat }) => flat) };
}

export async function measureAll(world: World, documents: number, people: number, say: Say): Promise<Record<string, Measured>> {
  const found: Record<string, Measured> = {};
  for (const [name, measure] of Object.entries(FIGURES)) {
    const measured = await measure(world, documents, people, say);
    found[name] = measured;
    say(`${people} people: ${name} ${rounded(measured.value)}, reference ${rounded(measured.reference)}, ratio ${rounded(measured.value / measured.reference)}`);
  }
  return found;
}

/**
 * From the smallest company on: how many times as much any larger one costs. It grows only when both the time
 * and its ratio to the reference do: a slower hour of the machine changes the one, a reference of a few milliseconds the other.
 */
function growthOf(measured: readonly Measured[]) {
  const ratios = measured.map(({ value, reference }) => value / reference);
  const growth = (values: readonly number[]): number => Math.max(...values) / (values[0] ?? NaN);
  return {
    values: measured.map(({ value }) => rounded(value)), references: measured.map(({ reference }) => rounded(reference)), ratios: ratios.map(rounded),
    growth: rounded(growth(measured.map(({ value }) => value))), growthOfRatio: rounded(growth(ratios)), flat: Math.min(growth(ratios), growth(measured.map(({ value }) => value))) <= MOST_GROWTH,
  };
}

/** The approval of a revision that affects about as many people in every company. */
async function measureFanout({ server, superuser, staff }: World, say: Say): Promise<Measured> {
  const found = await superuser.query<{ id: string; people: number }>(`select o.document_id as id, count(*)::int as people from obligation o join document d on d.id = o.document_id where o.until is null and d.risk = 'high'
    and (select count(*) from document_version v where v.document_id = d.id) = 2 group by 1 order by abs(count(*) - ${AFFECTED}), 1 limit 1`);
  const [document] = found.rows;
  if (document === undefined) throw new Error('no document is required of anybody');
  const { people, seconds, versionId } = await approveRevision(server, staff, superuser, document.id, 2);
  const plain = await writePlainly(superuser, versionId);
  say(`${people} people affected in ${seconds.toFixed(2)} s, plain insert ${plain.toFixed(3)} s`);
  return { value: (seconds * 1000) / people, reference: (plain * 1000) / people };
}
