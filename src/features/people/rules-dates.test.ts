import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DATE_FORMATS, inferDateFormat, readDate, thousands } from './rules-dates.ts';
import type { DateFormat } from './types-roster.ts';

const reason = (text: string, format: DateFormat): string => {
  const read = readDate(text, format);
  return read.ok ? read.day.toString() : read.reason;
};

test('HR-01 a date is read in the stated format and in no other', () => {
  const cases: [string, DateFormat, RegExp][] = [
    ['3/4/2022', 'M/D/YYYY', /^2022-03-04$/], ['3/4/2022', 'D/M/YYYY', /^2022-04-03$/], ['29.02.2024', 'D.M.YYYY', /^2024-02-29$/],
    ['2024-02-29', 'YYYY-MM-DD', /^2024-02-29$/], ['31-12-2023', 'D-M-YYYY', /^2023-12-31$/],
    ['31/02/2024', 'D/M/YYYY', /month 2 of 2024 has no day 31/], ['29/02/2023', 'D/M/YYYY', /has no day 29/], ['13/01/2024', 'M/D/YYYY', /month is 13/], ['0/1/2024', 'M/D/YYYY', /month is 0/], ['1/0/2024', 'M/D/YYYY', /has no day 0/],
    ['1/2/24', 'D/M/YYYY', /not a date written as D\/M\/YYYY/], ['2024-2-9', 'YYYY-MM-DD', /not a date written as/], ['1/2/2024 00:00', 'D/M/YYYY', /not a date written as/], ['', 'D/M/YYYY', /not a date/],
    ['1/1/1899', 'D/M/YYYY', /year 1899/], ['1/1/2201', 'D/M/YYYY', /year 2201/],
  ];
  for (const [text, format, expected] of cases) assert.match(reason(text, format), expected, `${text} as ${format}`);
});

test('HR-01 whatever day is written in a format is read back from it', () => {
  const write: Record<DateFormat, (day: Temporal.PlainDate) => string> = {
    'YYYY-MM-DD': String, 'D/M/YYYY': (day) => `${day.day}/${day.month}/${day.year}`, 'M/D/YYYY': (day) => `${day.month}/${day.day}/${day.year}`,
    'D-M-YYYY': (day) => `${day.day}-${day.month}-${day.year}`, 'D.M.YYYY': (day) => `${day.day}.${day.month}.${day.year}`,
  };
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...DATE_FORMATS), (days, format) => {
    const day = Temporal.PlainDate.from('1900-01-01').add({ days });
    assert.equal(reason(write[format](day), format), day.toString());
  }));
});

test('HR-01 a format is offered with its evidence, and not where the values leave it open', () => {
  const clear = inferDateFormat(['3/4/2022', '12/31/2022', ' 1/13/2020 ', '']);
  assert.deepEqual([clear.fitting, clear.proposed, clear.sentence], [['M/D/YYYY'], 'M/D/YYYY', '2 of 3 values can only be M/D/YYYY, none only D/M/YYYY.']);
  const open = inferDateFormat(['3/4/2022', '1/2/2020']);
  assert.deepEqual([open.fitting, open.proposed], [['D/M/YYYY', 'M/D/YYYY'], null]);
  assert.match(open.sentence ?? '', /has to be stated/);
  const mixed = inferDateFormat(['13/1/2022', '1/13/2022']);
  assert.deepEqual([mixed.fitting, mixed.proposed], [[], null]);
  assert.match(mixed.sentence ?? '', /1 of 2 values can only be .*, 1 only .*No one format fits all/);
  assert.deepEqual(inferDateFormat(['Cork', 'Oslo', '1/2/2020']).sentence, null);
  assert.deepEqual(inferDateFormat(['', ' ']).fitting, []);
  assert.equal(thousands(1858), '1,858');
  assert.equal(thousands(1234567), '1,234,567');
});
