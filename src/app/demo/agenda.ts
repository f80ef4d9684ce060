import { isEarlier, type Instant } from '../../kernel/day.ts';

/** Something that will be done at a moment. `lane`: who does it; things of one lane never overlap. Null: with nothing else beside it. */
export type Entry = { readonly at: Instant; readonly lane: string | null; /** How long it takes at most. */ readonly seconds: number; run(at: Instant): Promise<void> };

export type Agenda = {
  add(entry: Entry): void;
  /** The earliest entry that wants to be alone. */
  nextAlone(): Instant | null;
  takeAlone(until: Instant): Entry[];
  /** Everything that is over by then, and nothing that a moment in between would interrupt. */
  takeBeside(until: Instant): Entry[];
};

const order = (a: Entry, b: Entry): number => Temporal.Instant.compare(a.at, b.at);

export function createAgenda(): Agenda {
  const alone: Entry[] = [];
  let beside: Entry[] = [];
  return {
    add(entry) {
      if (entry.lane !== null) return void beside.push(entry);
      const place = alone.findIndex((other) => isEarlier(entry.at, other.at));
      alone.splice(place < 0 ? alone.length : place, 0, entry);
    },
    nextAlone: () => alone[0]?.at ?? null,
    takeAlone(until) {
      const count = alone.findIndex((entry) => isEarlier(until, entry.at));
      return alone.splice(0, count < 0 ? alone.length : count);
    },
    takeBeside(until) {
      const due = beside.filter((entry) => isEarlier(entry.at, until));
      const fits = (entry: Entry): boolean => isEarlier(entry.at.add({ seconds: entry.seconds }), until);
      const postponed = due.filter((entry) => !fits(entry)).map((entry) => ({ ...entry, at: until.add({ minutes: 5 }) }));
      beside = [...beside.filter((entry) => !isEarlier(entry.at, until)), ...postponed];
      return due.filter(fits).toSorted(order);
    },
  };
}

/** Runs entries side by side, each lane in its order. */
export async function runBeside(entries: readonly Entry[], width: number): Promise<void> {
  const lanes = new Map<string | null, Entry[]>();
  for (const entry of entries) {
    const lane = lanes.get(entry.lane);
    if (lane === undefined) lanes.set(entry.lane, [entry]);
    else lane.push(entry);
  }
  const waiting = [...lanes.values()];
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) for (const entry of lane) await entry.run(entry.at);
  };
  await Promise.all(Array.from({ length: width }, work));
}
