import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../kernel/json.ts';
import { isShownStatement, maySign, signaturePayload, statementText } from './rules.ts';
import type { SignatureInput } from './types.ts';

const now = Temporal.Instant.from('2026-03-04T10:15:00Z');
const input: SignatureInput = { meaning: 'read_and_understood', subject: { kind: 'record', id: 'r1' }, statement: 'I have read it.', shown: 'I have read it.', facts: { version: '2.0', contentSha256: 'ab12', score: 90 } };
const signer = { personId: 'p1', printedName: 'Ada Byrne', zone: 'Europe/Dublin', method: 'password' } as const;
const payload = signaturePayload({ ...input, id: 's1', signer, signedAt: now });

test('SIG-01 what is signed covers person, meaning, subject, statement, facts, time and zone', () => {
  assert.equal(canonicalJson(payload), '{"facts":{"contentSha256":"ab12","score":90,"version":"2.0"},"format":"readback-signature/1","id":"s1","meaning":"read_and_understood","method":"password","person":{"id":"p1","printedName":"Ada Byrne"},"signedAt":"2026-03-04T10:15:00Z","statement":"I have read it.","subject":{"id":"r1","kind":"record"},"zone":"Europe/Dublin"}');
});

test('SIG-01 any change of what is signed changes the signed text', () => {
  const others: Partial<SignatureInput>[] = [{ meaning: 'approved' }, { subject: { kind: 'record', id: 'r2' } }, { statement: 'I have read it' }, { facts: { version: '2.1' } }];
  for (const other of others) assert.notEqual(canonicalJson(signaturePayload({ ...input, ...other, id: 's1', signer, signedAt: now })), canonicalJson(payload));
  assert.notEqual(canonicalJson(signaturePayload({ ...input, id: 's1', signer: { ...signer, personId: 'p2' }, signedAt: now })), canonicalJson(payload));
  assert.notEqual(canonicalJson(signaturePayload({ ...input, id: 's1', signer, signedAt: now.add({ milliseconds: 1 }) })), canonicalJson(payload));
});

test('SIG-01 a statement that differs by one blank is not the one shown', () => {
  assert.ok(isShownStatement(input));
  assert.ok(!isShownStatement({ ...input, shown: 'I have read it. ' }));
});

test('SIG-03 a person signs only after accepting the agreement', () => {
  const person = { kind: 'person', id: 'p1', name: 'Ada', sessionId: 's', manages: false, grants: [] } as const;
  assert.deepEqual(maySign(person, now), { ok: true, personId: 'p1' });
  assert.deepEqual(maySign(person, null), { ok: false, refusal: { code: 'agreement-not-accepted' } });
});

test('SIG-04 no key and no part of the product signs, whatever its roles', () => {
  const grants = [{ role: 'approver', siteId: null, departmentId: null }] as const;
  assert.deepEqual(maySign({ kind: 'service', id: 'k', name: 'HR', grants }, now), { ok: false, refusal: { code: 'signing-needs-a-person' } });
  assert.deepEqual(maySign({ kind: 'system', id: null, name: 'Readback', grants }, now), { ok: false, refusal: { code: 'signing-needs-a-person' } });
  assert.deepEqual(maySign({ kind: 'anonymous', id: null, name: 'nobody', grants }, now), { ok: false, refusal: { code: 'signing-needs-a-person' } });
});

test('SIG-02 a statement names the person, the meaning in words, the thing and its details', () => {
  assert.equal(statementText('Ada Byrne', 'approved', 'SOP-012 v3.0 "Sterile filling"', ['It becomes effective on 2026-04-01.']), 'I am Ada Byrne. I approve SOP-012 v3.0 "Sterile filling". It becomes effective on 2026-04-01.');
});
