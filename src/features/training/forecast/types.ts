/** Past trainings of one kind: so many days after assignment they were completed, or were last seen unfinished. */
export type Observation = { readonly days: number; readonly completed: boolean; readonly count: number };

/** How fast a group of people trains: `done[n]` is the share that is done within n + 1 days; it rests on this many completed trainings. */
export type Pace = { readonly trainings: number; readonly done: readonly number[] };

/** What is known of how fast people trained, from the person up to everyone. */
export type Paces = { readonly person: ReadonlyMap<string, Pace>; readonly department: ReadonlyMap<string, Pace>; readonly site: ReadonlyMap<string, Pace>; readonly everyone: Pace };

export type Level = 'person' | 'department' | 'site' | 'everyone';

/** People who still have to train, alike in what the forecast asks: where they are, and for how many days they have had the training. */
export type Cohort = { readonly personId: string | null; readonly departmentId: string | null; readonly siteId: string | null; readonly waited: number; readonly people: number };

/** An expected share of people trained, as whole per cents, with the range in which nine of ten such forecasts come true. */
export type Expected = { readonly expected: number; readonly low: number; readonly high: number };

/** The forecast at one instant, and what it rests on. */
export type Basis = { readonly [name in Level]: { readonly people: number; readonly trainings: number } };

export type PastRow = { readonly departmentId: string | null; readonly siteId: string | null } & Observation;
export type PersonPastRow = { readonly personId: string } & Observation;
