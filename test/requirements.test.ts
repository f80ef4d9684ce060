import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProofs, readRequirements } from '../tools/generate/requirements.ts';

const requirements = readRequirements();
const proofs = readProofs();

test('every requirement that is built has a test that names it', () => {
  const unproven = requirements.filter((requirement) => requirement.status === 'built' && !proofs.some((proof) => proof.id === requirement.id)).map((requirement) => requirement.id);
  assert.deepEqual(unproven, []);
});

test('every test names a requirement that exists, and each requirement stands once', () => {
  const ids = requirements.map((requirement) => requirement.id);
  assert.deepEqual(proofs.filter((proof) => !ids.includes(proof.id)).map((proof) => `${proof.file}: ${proof.id}`), []);
  assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
});
