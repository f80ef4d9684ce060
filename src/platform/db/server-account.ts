import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Account = { readonly uid: number; readonly gid: number };

const OTHERS_PASS = 0o001;
const GROUP_PASSES = 0o010;
const GROUP_HAS_ANY = 0o070;

/** PostgreSQL does not run as root: then it runs as the account postgres, made when there is none. Null: as whoever we are. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const found = account();
  if (found !== null) return found;
  execFileSync('groupadd', ['--force', 'postgres']);
  execFileSync('useradd', ['--system', '--gid', 'postgres', 'postgres']);
  const made = account();
  if (made === null) throw new Error('there is no account postgres, and none could be made. Create one, or start Readback as a user other than root.');
  return made;
}

function account(): Account | null {
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return null;
  }
}

/**
 * Lets the account pass through the folders on the way to `path`, and nobody else: a folder of root that gives its group
 * nothing gets the account's group, which may then pass but not look. Throws an Error naming a folder that it must not change.
 */
export function letThrough({ uid, gid }: Account, path: string): void {
  for (let folder = path, above = dirname(path); ; folder = above, above = dirname(above)) {
    const now = statSync(folder);
    const passes = (now.mode & OTHERS_PASS) !== 0 || (now.gid === gid && (now.mode & GROUP_PASSES) !== 0) || now.uid === uid;
    if (!passes) {
      if (now.uid !== 0 || (now.mode & GROUP_HAS_ANY) !== 0) throw new Error(`the account postgres cannot pass through ${folder}. Allow it with: chmod o+x ${folder}`);
      chownSync(folder, now.uid, gid);
      chmodSync(folder, (now.mode & 0o7777) | GROUP_PASSES);
    }
    if (above === folder) return;
  }
}
