import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { letThrough } from './server-account.ts';

const account = { uid: 54_321, gid: 54_321 };
const modeOf = (folder: string): string => (statSync(folder).mode & 0o777).toString(8);

describe('starting PostgreSQL as root', { skip: process.getuid?.() !== 0 }, () => {
  it('a private folder on the way lets the account pass, and nobody else', () => {
    const outer = mkdtempSync(join(tmpdir(), 'readback-way-'));
    const inner = join(outer, 'data');
    mkdirSync(inner, { mode: 0o755 });
    letThrough(account, inner);
    assert.deepEqual([modeOf(outer), statSync(outer).gid, modeOf(inner), statSync(inner).gid], ['710', account.gid, '755', 0]);
    letThrough(account, inner);
    assert.equal(modeOf(outer), '710');
    rmSync(outer, { recursive: true });
  });

  it('a folder that others share by its group is left alone, and named', () => {
    const outer = mkdtempSync(join(tmpdir(), 'readback-way-'));
    chmodSync(outer, 0o750);
    assert.throws(() => letThrough(account, outer), new RegExp(`chmod o\\+x ${outer}`, 'u'));
    assert.equal(modeOf(outer), '750');
    rmSync(outer, { recursive: true });
  });
});
