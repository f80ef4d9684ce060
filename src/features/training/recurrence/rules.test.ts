import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { endOfDay } from '../../../kernel/day.ts';
import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import { dueOnOf, lastDayOf, nextAfter, nextOfYear, opensOn, recurrenceOf, validityOf, windowLengths } from './rules.ts';
import { signSetting, whyNotSetting } from './rules-setting.ts';
import { nextDueSentence, settingSentences } from './rules-words.ts';
import type { LastRecord, Recurrence, Setting } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const DUBLIN = 'Europe/Dublin';
type Of<Basis> = Extract<Recurrence, { basis: Basis }>;
const rolling = (months: number, windowDays = 30): Of<'rolling' | 'anniversary'> => ({ basis: 'rolling', months, windowDays, revisionRenews: true });
const anniversary = (months: number, windowDays = 30): Of<'rolling' | 'anniversary'> => ({ ...rolling(months, windowDays), basis: 'anniversary' });
const calendar = (opens: [number, number], due: [number, number], more: Partial<Of<'calendar'>> = {}): Of<'calendar'> => ({ basis: 'calendar', opens: { month: opens[0], day: opens[1] }, due: { month: due[0], day: due[1] }, revisionRenews: true, since: day('2020-01-01'), ...more });
const due = (recurrence: Exclude<Recurrence, { basis: 'none' }>, completed: string, before: [dueOn: string, anchorOn: string] | null = null): string => nextAfter(recurrence, day(completed), before === null ? null : { dueOn: day(before[0]), anchorOn: day(before[1]) }).dueOn.toString();
const last = (more: Partial<LastRecord> = {}): LastRecord => ({ versionId: 'v1', validUntil: endOfDay(day('2026-06-30'), DUBLIN), anchorOn: day('2025-06-30'), trainedAt: at('2025-06-30T09:00:00Z'), ...more });
const completion = (on: string, more: { versionId?: string; notice?: boolean; zone?: string } = {}) => ({ at: at(on), zone: DUBLIN, versionId: 'v1', notice: false, ...more });

describe('when training is due again', () => {
  test('TRN-10 rolling: so many months after completion, at the end of the month where it is shorter', () => {
    assert.equal(due(rolling(1), '2026-01-31'), '2026-02-28');
    assert.equal(due(rolling(1), '2028-01-31'), '2028-02-29');
    assert.equal(due(rolling(12), '2028-02-29'), '2029-02-28');
    assert.equal(due(rolling(12), '2026-05-10', ['2026-06-30', '2025-06-30']), '2027-05-10'); // early costs the days left
  });

  test('TRN-10 anniversary: early inside the window, and late, the anchor is kept; before the window it begins anew', () => {
    const before: [string, string] = ['2026-06-30', '2025-06-30'];
    assert.equal(due(anniversary(12), '2026-05-31', before), '2027-06-30'); // the first day of the window
    assert.equal(due(anniversary(12), '2026-06-30', before), '2027-06-30');
    assert.equal(due(anniversary(12), '2026-09-15', before), '2027-06-30'); // late earns no longer cycle
    assert.equal(due(anniversary(12), '2026-05-30', before), '2027-05-30');
    assert.equal(due(anniversary(12), '2028-06-10', before), '2029-06-30'); // so late that the next window is open already
    assert.equal(due(anniversary(12), '2025-06-30'), '2026-06-30');
  });

  test('TRN-10 anniversaries of 29 February and of month ends are counted from the anchor, so that they do not creep', () => {
    assert.deepEqual(cycle(anniversary(12), '2024-02-29', 5), ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28']);
    assert.deepEqual(cycle(anniversary(1, 20), '2026-01-31', 4), ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  test('TRN-10 calendar: a fixed day each year; who was trained inside the window is done for that year', () => {
    const january = calendar([1, 1], [1, 31]);
    assert.equal(due(january, '2025-12-31'), '2026-01-31');
    assert.equal(due(january, '2026-01-01'), '2027-01-31');
    assert.equal(due(january, '2026-01-31'), '2027-01-31');
    assert.equal(due(january, '2026-02-01'), '2027-01-31'); // late, and asked again the next year
    assert.equal(due(calendar([2, 1], [2, 29]), '2026-03-01'), '2027-02-28');
    assert.equal(due(calendar([2, 1], [2, 29]), '2027-03-01'), '2028-02-29');
  });

  test('TRN-10 a calendar window over new year belongs to the year in which it ends', () => {
    const winter = calendar([12, 1], [1, 15]);
    assert.equal(opensOn(winter, day('2027-01-15')).toString(), '2026-12-01');
    assert.equal(opensOn(winter, day('2027-03-03')).toString(), '2027-01-17'); // made to end so before the calendar was set
    assert.equal(due(winter, '2026-12-20'), '2028-01-15');
    assert.equal(due(winter, '2027-01-10'), '2028-01-15');
    assert.equal(due(winter, '2026-11-30'), '2027-01-15');
    assert.deepEqual([windowLengths({ month: 12, day: 1 }, { month: 1, day: 15 }), windowLengths({ month: 2, day: 1 }, { month: 3, day: 1 })], [[45], [28, 29]]);
    assert.equal(nextOfYear(day('2026-01-16'), { month: 1, day: 15 }).toString(), '2027-01-15');
  });

  test('TRN-10 whatever the basis, the next training is due after this one and its window is not open yet', () => {
    const recurrences = fc.oneof(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 27 })).map(([months, window]) => anniversary(months, window)), fc.integer({ min: 1, max: 60 }).map((months) => rolling(months, 20)),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 29 })).map(([a, b, c, d]) => calendar([a, b], [c, d])));
    fc.assert(fc.property(recurrences, fc.integer({ min: 0, max: 4000 }), fc.integer({ min: -500, max: 500 }), (recurrence, offset, late) => {
      const completed = day('2020-01-01').add({ days: offset });
      const dueOn = completed.add({ days: late });
      const next = nextAfter(recurrence, completed, { dueOn, anchorOn: dueOn.subtract({ years: 1 }) });
      assert.ok(Temporal.PlainDate.compare(next.dueOn, completed) > 0);
      assert.ok(Temporal.PlainDate.compare(completed, opensOn(recurrence, next.dueOn)) < 0, 'not to be done again at once');
    }));
  });
});

/** The due days of people who always train on the last day. */
function cycle(recurrence: Of<'rolling' | 'anniversary'>, first: string, times: number): string[] {
  const days: string[] = [];
  let { dueOn, anchorOn } = nextAfter(recurrence, day(first), null);
  for (let time = 0; time < times; time += 1) {
    days.push(dueOn.toString());
    ({ dueOn, anchorOn } = nextAfter(recurrence, dueOn, { dueOn, anchorOn: anchorOn ?? dueOn }));
  }
  return days;
}

describe('how long a record is valid', () => {
  test('TRN-10 to the end of the local day at the site; after a move to another zone no day that was promised is lost', () => {
    const inAuckland = validityOf(rolling(12), completion('2026-03-02T11:30:00Z', { zone: 'Pacific/Auckland' }), null); // 3 March there
    assert.equal(inAuckland.validUntil?.toString(), '2027-03-03T11:00:00Z');
    const until = inAuckland.validUntil ?? at('2000-01-01T00:00:00Z');
    assert.equal(lastDayOf(until, 'Pacific/Auckland').toString(), '2027-03-03');
    assert.equal(lastDayOf(until, 'America/Los_Angeles').toString(), '2027-03-02'); // that whole day ends before the validity does
    assert.equal(validityOf(rolling(1), completion('2026-02-28T12:00:00Z'), null).validUntil?.toString(), '2026-03-29T00:00:00Z'); // the clocks go forward on the 29th
    assert.equal(validityOf(rolling(1), completion('2026-02-28T12:00:00Z', { zone: 'Europe/Berlin' }), null).validUntil?.toString(), '2026-03-28T23:00:00Z');
  });

  test('TRN-10 a revision renews only where policy says so; else the end stays, unless it has passed', () => {
    const counts = anniversary(12);
    const apart: Recurrence = { ...counts, revisionRenews: false };
    const revised = completion('2026-02-01T09:00:00Z', { versionId: 'v2' });
    assert.equal(validityOf(counts, revised, last()).validUntil?.toString(), '2027-02-02T00:00:00Z');
    assert.deepEqual(validityOf(apart, revised, last()), { validUntil: last().validUntil, anchorOn: day('2025-06-30') });
    assert.equal(validityOf(apart, completion('2026-07-02T09:00:00Z', { versionId: 'v2' }), last()).validUntil?.toString(), '2027-06-30T23:00:00Z'); // lapsed: this is the periodic training
    assert.equal(validityOf(apart, completion('2026-06-20T09:00:00Z'), last()).validUntil?.toString(), '2027-06-30T23:00:00Z'); // the renewal itself
  });

  test('TRN-10 a notice renews nothing', () => {
    assert.deepEqual(validityOf(rolling(12), completion('2026-02-01T09:00:00Z', { versionId: 'v2', notice: true }), last()).validUntil, last().validUntil);
    assert.equal(validityOf(rolling(12), completion('2026-02-01T09:00:00Z', { versionId: 'v2', notice: true }), last({ validUntil: null })).validUntil?.toString(), '2026-06-30T23:00:00Z');
  });

  test('TRN-10 where training does not recur a record has no end; records that have one keep it through a notice', () => {
    const none: Recurrence = { basis: 'none', windowDays: 30 };
    assert.deepEqual(validityOf(none, completion('2026-02-01T09:00:00Z'), last()), { validUntil: null, anchorOn: null });
    assert.deepEqual(validityOf(none, completion('2026-02-01T09:00:00Z', { versionId: 'v2', notice: true }), last()).validUntil, last().validUntil);
  });

  test('TRN-10 a record made before anything recurred is counted from its training; a calendar set later asks for no year before', () => {
    const old = { validUntil: null, trainedAt: at('2023-03-10T09:00:00Z') };
    assert.equal(dueOnOf(rolling(12), old, DUBLIN)?.toString(), '2024-03-10');
    assert.equal(dueOnOf(calendar([1, 1], [1, 31], { since: day('2026-06-01') }), old, DUBLIN)?.toString(), '2027-01-31');
    assert.equal(dueOnOf({ basis: 'none', windowDays: 30 }, old, DUBLIN), null);
  });
});

describe('the setting of a document', () => {
  const subject = { id: 'd', number: 'SOP-012', risk: 'high' as const };
  const yearly = { ...DEFAULT_POLICIES.high, renewalBasis: 'rolling' as const };
  const asked = (setting: Setting, policy = DEFAULT_POLICIES.high) => whyNotSetting(setting, subject, policy)?.refusal.code ?? null;

  test('TRN-10 holds before the policy of the risk class', () => {
    const signedAt = at('2026-03-02T09:00:00Z');
    assert.deepEqual(recurrenceOf(null, yearly), rolling(12));
    assert.deepEqual(recurrenceOf({ setting: { basis: 'policy' }, signedAt }, yearly), rolling(12));
    assert.deepEqual(recurrenceOf({ setting: anniversary(6), signedAt }, yearly), anniversary(6));
    assert.deepEqual(recurrenceOf(null, DEFAULT_POLICIES.high), { basis: 'none', windowDays: 30 });
  });

  test('TRN-10 may ask for more than the policy, never for less', () => {
    assert.equal(asked(rolling(12), yearly), null);
    assert.equal(asked(rolling(13), yearly), 'weaker-than-policy');
    assert.equal(asked({ basis: 'none' }, yearly), 'weaker-than-policy');
    assert.equal(asked({ basis: 'none' }), null);
    assert.equal(asked(calendar([1, 1], [1, 31]), { ...yearly, renewalMonths: 11 }), 'weaker-than-policy');
  });

  test('TRN-10 days that no year has, windows that overlap and settings that change nothing are refused', () => {
    assert.equal(asked(calendar([2, 29], [4, 30])), null);
    assert.equal(asked(calendar([2, 30], [4, 30])), 'no-such-day');
    assert.equal(asked(calendar([2, 1], [4, 31])), 'no-such-day');
    assert.equal(asked(rolling(1, 28)), 'window-too-long');
    assert.equal(asked(rolling(1, 27)), null);
    const same = signSetting(subject, { version: 2, setting: rolling(12) }, { revisionRenews: true, windowDays: 30, months: 12, basis: 'rolling' }, yearly, 'again');
    assert.equal(!same.ok && same.refusal.code, 'recurrence-unchanged');
  });

  test('TRN-10 next due … because … in words', () => {
    const next = { dueOn: day('2027-06-30'), opensOn: day('2027-05-31'), trainedOn: day('2026-06-10'), label: '2.0', anchorOn: day('2025-06-30'), recorded: true, source: 'document' as const, risk: 'high' };
    assert.equal(nextDueSentence(next, anniversary(12)), 'Next due 2027-06-30, because version 2.0 was trained on 2026-06-10 and training recurs every year, counted from 2025-06-30, by the setting of the document.');
    assert.equal(nextDueSentence({ ...next, source: 'policy', recorded: false }, rolling(6)), 'Next due 2027-06-30, because version 2.0 was trained on 2026-06-10 and training recurs every 6 months, by the policy for high documents; that record was made before training recurred, so it does not lapse, but the renewal is late after that day.');
    assert.equal(nextDueSentence(next, calendar([1, 1], [6, 30])), 'Next due 2027-06-30, because version 2.0 was trained on 2026-06-10 and training recurs every year by 30 June, by the setting of the document.');
    assert.deepEqual(settingSentences(anniversary(24, 1), DEFAULT_POLICIES.high, 'high'), ['Training recurs every 2 years, on its anniversary, which is kept when it is done early inside the window.', 'A renewal is assigned 1 day ahead.', 'Being trained on a new version counts as the periodic training.']);
    assert.deepEqual(settingSentences({ basis: 'policy' }, DEFAULT_POLICIES.high, 'high'), ['The policy for high documents says how training recurs, now and whenever it changes.', 'Now: Training does not recur.']);
  });
});
