import type { TrainingDecision } from '../../features/documents/types.ts';
import { begin, end, type Ref } from './times.ts';

/** How far one version gets, and when. Days count from the beginning of the history or from its end. */
export type VersionPlan = {
  readonly number: string; readonly label: string;
  readonly drafted: Ref;
  /** Sent back once with this reason, before it goes on. */
  readonly sentBack?: string;
  readonly submitted?: Ref;
  readonly approved?: Ref;
  readonly effective?: Ref | 'friday';
  /** Where it is not the proposed one; the reason with it. */
  readonly decision?: TrainingDecision;
  readonly reason?: string;
  readonly withdrawn?: { readonly on: Ref; readonly reason: string };
};

type Wave = { readonly numbers: readonly string[]; readonly drafted: number; readonly approved: number; readonly effective: number };

/** The first versions come into force in three waves: what concerns everyone, then production, then laboratories and supply. */
const WAVES: readonly Wave[] = [
  { numbers: ['SOP-015', 'SOP-016', 'SOP-004', 'SOP-022', 'SOP-023'], drafted: 7, approved: 14, effective: 36 },
  { numbers: ['SOP-001', 'SOP-002', 'SOP-003', 'SOP-005', 'SOP-010', 'SOP-011', 'SOP-017'], drafted: 11, approved: 21, effective: 46 },
  { numbers: ['SOP-006', 'SOP-007', 'SOP-008', 'SOP-009', 'SOP-012', 'SOP-013', 'SOP-014', 'SOP-018', 'SOP-019', 'SOP-020', 'SOP-021', 'SOP-024'], drafted: 18, approved: 32, effective: 60 },
];

/** A revision like most: drafted three weeks before its approval, in force three weeks after. */
function revision(number: string, label: string, approved: number, more: Partial<VersionPlan> = {}): VersionPlan {
  return { number, label, drafted: begin(approved - 21), submitted: begin(approved - 7), approved: begin(approved), effective: begin(approved + 21), ...more };
}

const REVISIONS: readonly VersionPlan[] = [
  revision('SOP-009', '1.1', 120),
  revision('SOP-004', '1.1', 150),
  revision('SOP-012', '1.1', 180),
  revision('SOP-001', '1.1', 190, { sentBack: 'Who takes the finger prints, and when, is still open to reading. Say both.' }),
  revision('SOP-016', '1.1', 210, { effective: begin(214), decision: 'notify', reason: 'The codes stand on the inside of every logbook cover; nobody needs practice to use them.' }),
  revision('SOP-006', '1.1', 240),
  revision('SOP-002', '2.0', 260),
  revision('SOP-022', '1.1', 280, { effective: begin(281), decision: 'none', reason: 'Editorial: references, and one sentence on the archive reworded.' }),
  revision('SOP-015', '2.0', 300),
  revision('SOP-003', '1.1', 330),
  revision('SOP-012', '1.2', 342, { effective: begin(343), decision: 'none', reason: 'Editorial: names of labels; nothing is done differently.' }),
  revision('SOP-008', '1.1', 365, { decision: 'retrain', reason: 'Three reviews missed the same page in the first quarter; everyone who reviews is trained in full.' }),
  revision('SOP-011', '2.0', 390),
  revision('SOP-023', '1.1', 405, { effective: begin(412), decision: 'notify', reason: 'It concerns supervisors and assessors, who were briefed in person.' }),
  revision('SOP-010', '1.1', 440, { sentBack: 'Twelve hours cannot be checked unless the wash label shows the time. Add it.' }),
  revision('SOP-004', '2.0', 455),
  revision('SOP-020', '1.1', 460, { withdrawn: { on: begin(471), reason: 'The trucks cannot be limited to 6 km/h before their service in January; the revision waits for it.' } }),
  revision('SOP-009', '2.0', 480),
  { number: 'SOP-010', label: '1.2', drafted: end(-50), submitted: end(-36), approved: end(-27), effective: end(-4) },
  { number: 'SOP-018', label: '1.1', drafted: end(-52), submitted: end(-38), approved: end(-31), effective: end(-8) },
  { number: 'SOP-001', label: '2.0', drafted: end(-40), submitted: end(-20), approved: end(-12), effective: end(9) },
  { number: 'SOP-005', label: '1.1', drafted: end(-33), submitted: end(-16), approved: end(-11), effective: 'friday' },
  { number: 'SOP-007', label: '2.0', drafted: end(-19), submitted: end(-5) },
  { number: 'SOP-024', label: '1.1', drafted: end(-26), submitted: end(-3) },
  { number: 'SOP-014', label: '1.1', drafted: end(-30), submitted: end(-14), sentBack: 'Seven working days for class 1 contradict the agreement with our distributor in Japan. Align the two first.' },
  { number: 'SOP-021', label: '2.0', drafted: end(-6) },
];

/** Stays a draft after it was sent back. */
export const STAYS_DRAFT = ['SOP-014'];

export function planVersions(numbers: readonly string[]): VersionPlan[] {
  const first = WAVES.flatMap((wave) => wave.numbers.map((number): VersionPlan => ({ number, label: '1.0', drafted: begin(wave.drafted), submitted: begin(wave.drafted + 4), approved: begin(wave.approved), effective: begin(wave.effective) })));
  return [...first, ...REVISIONS].filter((version) => numbers.includes(version.number));
}

export type RulePlan = { readonly name: string; readonly on: Ref };
/** Rules signed later than the others. */
export const LATER_RULES: readonly RulePlan[] = [
  { name: 'Site directors: recall and supervision of training', on: begin(75) },
  { name: 'Cork packaging: pallet trucks', on: begin(230) },
  { name: 'San Diego laboratory: complaint samples', on: begin(398) },
  { name: 'Auckland filling: water sampling', on: end(-9) },
];
/** A rule that gets one more procedure shortly before the end. */
export const WIDENED_RULE = { name: 'Technicians working in clean rooms', adds: 'SOP-009', on: end(-6) };

/** Rules that lead to a curriculum, by the name of the rule. */
export const CURRICULA: ReadonlyMap<string, string> = new Map([['Sterile filling: aseptic core', 'Aseptic core'], ['Everyone: data integrity and documentation', 'Good documentation']]);

/** Proposed shortly before the end, and waiting for a second person. */
export const WAITING_CHANGE = { name: 'Laboratory and validation staff entering Grade A or B', adds: 'SOP-006', on: end(-2), from: end(5) };

/** What goes beside the rules for single people. */
export const EXCEPTIONS = [
  { kind: 'addition', document: 'SOP-012', on: end(-19), until: end(90), who: 'WH-OP', site: 'CRK', reason: 'Covers cold chain shipping at weekends' },
  { kind: 'exemption', document: 'SOP-020', on: end(-12), until: end(60), who: 'WH-OP', site: 'SAN', reason: 'May not drive pallet trucks until the eye test' },
] as const;
