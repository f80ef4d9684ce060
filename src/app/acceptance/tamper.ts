import pg from 'pg';
import { verifyTrail } from '../../features/audit/contract.ts';
import type { Journal } from './journal.ts';
import { pause, superuserUrl, type RunningServer } from './server.ts';
import type { User } from './staff.ts';

type Finding = { readonly kind: string; readonly eventId: string | null; readonly sentence: string } | null;
type Seen = { readonly ok: boolean; readonly events: number; readonly milliseconds: number; readonly finding: Finding };

/** Step 7: the trail is whole; one row altered by a superuser is named by the API and by the command line; restored, it is whole again. */
export async function tamper(server: RunningServer, quality: User, journal: Journal): Promise<string[]> {
  await untilSealed(server);
  const before = await verify(quality);
  journal.same('audit trail as it stands is whole', true, before.ok);
  const superuser = new pg.Client({ connectionString: superuserUrl(server.folder) });
  await superuser.connect();
  let told = 'nothing';
  try {
    const chosen = await superuser.query<{ id: string; body: string; whole: string }>(`select e.id, e.body, e::text as whole from audit_event e join audit_leaf l on l.event_id = e.id where e.action = 'TrainingCompleted' order by l.seq offset 10 limit 1`);
    const [row] = chosen.rows;
    if (row === undefined) throw new Error('the trail has no completed training to alter');
    await write(superuser, row.id, row.body.replace(/"score":\s*(\d+|null)/, '"score":99'));
    told = await namedBoth(server, quality, row.id, journal);
    await write(superuser, row.id, row.body);
    const restored = await superuser.query<{ whole: string }>('select e::text as whole from audit_event e where id = $1', [row.id]);
    journal.same('the row after restoring is byte for byte the one before', row.whole, restored.rows[0]?.whole);
  } finally {
    await superuser.end();
  }
  journal.same('audit trail after restoring is whole, by the command line', { code: 0, ok: true }, brief(await byCommand(server)));
  return [`${before.events} audit events recomputed in ${before.milliseconds} ms and found whole`, `one altered by a superuser: “${told}”`];
}

/** Past triggers and grants, as only a superuser can. */
async function write(superuser: pg.Client, id: string, body: string): Promise<void> {
  await superuser.query('begin');
  await superuser.query(`set local session_replication_role = replica`);
  const changed = await superuser.query('update audit_event set body = $2 where id = $1', [id, body]);
  await superuser.query('commit');
  if (changed.rowCount !== 1) throw new Error('the audit row could not be altered');
}

async function namedBoth(server: RunningServer, quality: User, eventId: string, journal: Journal): Promise<string> {
  const seen = await verify(quality);
  const expected = { ok: false, kind: 'altered', eventId };
  journal.same('the altered event is named over HTTP', expected, { ok: seen.ok, kind: seen.finding?.kind, eventId: seen.finding?.eventId });
  const command = await byCommand(server);
  journal.same('the altered event is named by the command line', { code: 1, ...expected }, { code: command.code, ok: command.seen?.ok, kind: command.seen?.finding?.kind, eventId: command.seen?.finding?.eventId });
  return seen.finding?.sentence ?? 'nothing';
}

async function verify(quality: User): Promise<Seen> {
  return quality.client.call(verifyTrail);
}

/** Waits until the server has sealed what there is; it says so among its measurements. */
async function untilSealed(server: RunningServer): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    if (/^readback_audit_unsealed_events 0$/m.test(metrics)) return;
    await pause(1000);
  }
}

async function byCommand(server: RunningServer): Promise<{ code: number; seen: Seen | null; stderr: string }> {
  const { code, stdout, stderr } = await server.command('verify', '--json');
  try {
    return { code, seen: JSON.parse(stdout) as Seen, stderr }; // the command's own --json
  } catch {
    return { code, seen: null, stderr };
  }
}

function brief({ code, seen, stderr }: Awaited<ReturnType<typeof byCommand>>): { code: number; ok: boolean | string } {
  return { code, ok: seen?.ok ?? stderr.slice(-300) };
}
