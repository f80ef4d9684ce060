import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lapseOf } from './rules.ts';
import type { Notice } from './types.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const notice = (more: Partial<Notice> = {}): Notice => ({ announcedAt: at('2026-04-06T09:00:00Z'), effectiveAt: at('2026-04-19T23:00:00Z'), withdrawn: false, trainedSince: false, required: false, ...more });

it('IMP-03 a qualification lapses from the moment the new version is in force, and is announced before', () => {
  assert.deepEqual(['2026-04-06T08:59:59Z', '2026-04-06T09:00:00Z', '2026-04-19T22:59:59Z', '2026-04-19T23:00:00Z'].map((moment) => lapseOf(notice(), at(moment))), [null, 'lapses', 'lapses', 'lapsed']);
});

it('IMP-03 nothing lapses by a version that was withdrawn, was trained on, or is required', () => {
  for (const more of [{ withdrawn: true }, { trainedSince: true }, { required: true }]) assert.equal(lapseOf(notice(more), at('2026-05-01T00:00:00Z')), null);
});
