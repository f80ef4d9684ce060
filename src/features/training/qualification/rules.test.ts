import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge, judgeTask, sentenceOf, taskSentence, unknownSentence } from './rules.ts';
import type { Known, KnownRecord, ReasonCode } from './types.ts';

const now = Temporal.Instant.from('2026-03-02T12:00:00Z');
const record = (more: Partial<KnownRecord> = {}): KnownRecord => ({ id: 'r2', versionId: 'v2', label: '2.0', carried: false, eventAt: Temporal.Instant.from('2026-02-27T23:30:00Z'), validUntil: null, ahead: false, ...more });
const known = (...records: KnownRecord[]): Known => ({ employed: true, inForce: { id: 'v2', label: '2.0' }, records });
const old = record({ id: 'r1', versionId: 'v1', label: '1.0', eventAt: Temporal.Instant.from('2026-01-12T09:00:00Z') });
const coming = record({ id: 'r3', versionId: 'v3', label: '3.0', ahead: true });
const expired = record({ validUntil: now });

describe('is this person qualified', () => {
  const table: readonly [facts: Known, qualified: boolean, reason: ReasonCode, recordIds: readonly string[], sentence: string][] = [
    [known(record(), old), true, 'trained', ['r2'], 'Orla Fitzgerald is qualified on SOP-001, version 2.0, by a training record of 2026-02-28.'],
    [known(record({ carried: true }), old), true, 'carried_forward', ['r2'], 'Orla Fitzgerald is qualified on SOP-001, version 2.0, by a qualification carried forward of 2026-02-28.'],
    [{ ...known(record()), employed: false }, false, 'not_employed', ['r2'], 'Orla Fitzgerald is not qualified on SOP-001: not employed at that time, although trained on version 2.0 on 2026-02-28.'],
    [{ ...known(), employed: false }, false, 'not_employed', [], 'Orla Fitzgerald is not qualified on SOP-001: not employed at that time.'],
    [{ ...known(record()), inForce: null }, false, 'no_version_in_force', ['r2'], 'Orla Fitzgerald is not qualified on SOP-001: no version was in force at that time.'],
    [known(expired, old), false, 'expired', ['r2', 'r1'], 'Orla Fitzgerald is not qualified on SOP-001: the record for version 2.0 expired on 2026-03-03.'],
    [known(old), false, 'earlier_version_only', ['r1'], 'Orla Fitzgerald is not qualified on SOP-001: trained on version 1.0 on 2026-01-12, while version 2.0 was in force.'],
    [known(coming, old), false, 'earlier_version_only', ['r3', 'r1'], 'Orla Fitzgerald is not qualified on SOP-001: trained on version 1.0 on 2026-01-12, while version 2.0 was in force.'],
    [known(coming), false, 'coming_version_only', ['r3'], 'Orla Fitzgerald is not qualified on SOP-001: trained on version 3.0 on 2026-02-28, while version 2.0 was in force.'],
    [known(), false, 'never_trained', [], 'Orla Fitzgerald is not qualified on SOP-001: no training record for version 2.0, which was in force.'],
  ];
  for (const [facts, qualified, reason, recordIds, sentence] of table) {
    it(`TRN-07 ${reason}: “${sentence}”`, () => {
      const judgement = judge(facts, now);
      assert.deepEqual([judgement.qualified, judgement.reason, judgement.recordIds], [qualified, reason, recordIds]);
      assert.equal(sentenceOf({ person: 'Orla Fitzgerald', zone: 'Pacific/Auckland' }, 'SOP-001', facts, judgement), sentence);
    });
  }

  it('TRN-08 training ahead for a coming version changes nothing about the one in force', () => {
    assert.deepEqual(judge(known(coming, record()), now), judge(known(record()), now));
  });

  it('TRN-07 a record that expires at the very instant no longer covers; a millisecond earlier it does, until then', () => {
    assert.equal(judge(known(expired), now).qualified, false);
    assert.deepEqual(judge(known(expired), now.subtract({ milliseconds: 1 })).validUntil, now);
  });

  it('TRN-07 of several records the one that lasts longest counts, of equal ones the newest', () => {
    const year = record({ id: 'year', validUntil: now.add({ hours: 24 }) });
    const month = record({ id: 'month', validUntil: now.add({ hours: 1 }) });
    assert.equal(judge(known(month, year), now).record?.id, 'year');
    assert.equal(judge(known(month, record({ id: 'for ever' }), year), now).validUntil, null);
    assert.equal(judge(known(record({ id: 'newer' }), record({ id: 'older' })), now).record?.id, 'newer');
  });
});

describe('is this person qualified for a task', () => {
  const yes = judge(known(record({ validUntil: now.add({ hours: 5 }) })), now);
  const sooner = judge(known(record({ id: 'other', validUntil: now.add({ hours: 2 }) })), now);
  const no = judge(known(old), now);
  const away = judge({ ...known(record()), employed: false }, now);

  it('TRN-07 qualified for all its documents, until the first of them ends', () => {
    const { qualified, reason, recordIds, validUntil } = judgeTask([yes, sooner, judge(known(record({ id: 'open' })), now)]);
    assert.deepEqual([qualified, reason, recordIds, validUntil], [true, 'all_documents', ['r2', 'other', 'open'], now.add({ hours: 2 })]);
    assert.equal(taskSentence('Orla Fitzgerald', 'Filling', { qualified, reason }, []), 'Orla Fitzgerald is qualified for Filling: on each of its documents.');
  });

  it('TRN-07 one missing document is a no that names it', () => {
    const { qualified, reason, validUntil } = judgeTask([yes, no]);
    assert.deepEqual([qualified, reason, validUntil], [false, 'documents_missing', null]);
    assert.equal(taskSentence('Orla Fitzgerald', 'Filling', { qualified, reason }, ['SOP-002']), 'Orla Fitzgerald is not qualified for Filling: missing SOP-002.');
  });

  it('TRN-07 who is not employed does nothing, and a task without documents lets nobody in', () => {
    assert.equal(judgeTask([away, away]).reason, 'not_employed');
    assert.equal(taskSentence('Orla Fitzgerald', 'Filling', judgeTask([away]), ['SOP-001']), 'Orla Fitzgerald is not qualified for Filling: not employed at that time.');
    assert.equal(judgeTask([]).qualified, false);
  });

  it('TRN-07 what does not exist is named as it was asked', () => {
    assert.equal(unknownSentence('unknown_task', 'T-9'), 'No answer: there is no task at that time with the id or code T-9.');
  });
});
