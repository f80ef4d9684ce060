import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, hashToken, newCode, newToken, verifyPassword } from './secret.ts';

test('SEC-02 passwords are kept as argon2id with OWASP’s cost, each with its own salt', async () => {
  const [one, other] = await Promise.all([hashPassword('kettle drum'), hashPassword('kettle drum')]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u);
  assert.notEqual(one, other);
  assert.ok(await verifyPassword('kettle drum', one));
  assert.ok(!(await verifyPassword('kettle drums', one)));
});

test('SEC-02 a hash made at another cost is still understood', async () => {
  // made with the reference implementation's command line: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
  assert.ok(await verifyPassword('password', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'));
});

test('SEC-02 composed and decomposed letters are the same password', async () => {
  assert.ok(await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait')));
});

test('SEC-02 nobody’s password is never right, and takes as long', async () => {
  assert.equal(await verifyPassword('', null), false);
});

test('SEC-02 tokens and codes do not repeat and keep their form', () => {
  assert.match(newToken('rb_'), /^rb_[A-Za-z0-9_-]{43}$/u);
  assert.match(newCode(), /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u);
  assert.equal(new Set(Array.from({ length: 100 }, () => newToken())).size, 100);
  assert.equal(hashToken('x').length, 32);
});
