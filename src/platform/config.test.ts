import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('without any variable the defaults apply', () => {
  const read = readConfig({ PATH: '/bin' });
  assert.ok(read.ok);
  assert.equal(read.config.port, 4400);
  assert.equal(read.config.databaseUrl, null);
  assert.equal(read.config.auditDir, `${read.config.dataDir}/audit`);
});

test('every mistake is named at once, without giving the password away', () => {
  const read = readConfig({ DATABASE_URL: 'mysql://me:secret@host/x', READBACK_PORT: '99999', READBACK_TRUST_PROXY: 'true', READBACK_PROT: '1' });
  assert.ok(!read.ok);
  assert.equal(read.mistakes.length, 4);
  const text = read.mistakes.join('\n');
  for (const part of ['DATABASE_URL must be an address', 'READBACK_PORT must be a whole number from 1 to 65535', 'READBACK_TRUST_PROXY must be yes or no', 'READBACK_PROT is not a setting']) assert.match(text, new RegExp(part));
  assert.doesNotMatch(text, /secret/);
});

test('an empty variable means the default', () => {
  const read = readConfig({ READBACK_PORT: '', READBACK_PUBLIC_URL: 'https://training.example.com/' });
  assert.ok(read.ok);
  assert.equal(read.config.port, 4400);
  assert.equal(read.config.publicUrl, 'https://training.example.com');
});
