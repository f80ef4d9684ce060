-- The audit trail: append-only events, their leaves in a Merkle tree, signed checkpoints (AUD-01, AUD-02).

-- The server works as readback_app, which owns nothing: what it is not granted here it cannot do.
do $$ begin
  if not exists (select from pg_roles where rolname = 'readback_app') then
    create role readback_app nologin;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of the cluster was faster
end $$;
grant usage on schema public to readback_app;
do $$ begin
  execute format('grant readback_app to %I', current_user);
end $$;

-- One row: what kind of data folder this is. A simulation can never become real, nor the reverse.
create table instance (
  singleton boolean primary key default true check (singleton),
  id uuid not null,
  simulation boolean not null,
  created_at timestamptz not null,
  simulated_now timestamptz check ((simulated_now is not null) = simulation)
);
comment on table instance is 'Identity of this data folder; the simulated clock exists only where simulation was chosen at creation.';

create table audit_event (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  body text not null,          -- canonical JSON, the bytes that are hashed
  mac bytea not null,          -- HMAC-SHA-256 of body with a key kept outside the database
  xid xid8 not null default pg_current_xact_id()
);
comment on table audit_event is 'Append-only. body holds the whole event as canonical JSON; the other columns repeat parts of it for searching.';
create index audit_event__subject on audit_event (subject_id, id);
create index audit_event__actor on audit_event (actor_id, id);
create index audit_event__at on audit_event (at, id);
create index audit_event__xid on audit_event (xid);

create table audit_leaf (
  seq bigint primary key check (seq >= 0),
  event_id uuid not null unique,
  leaf_hash bytea not null check (length(leaf_hash) = 32)
);
comment on table audit_leaf is 'Gapless position of each committed event in the tree; written by the sealer alone.';

create table audit_checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null,
  frontier bytea[] not null,   -- roots of the perfect subtrees of the tree of this size, largest first
  horizon xid8 not null,       -- events of transactions before this one are in the tree
  note text not null,          -- signed-note text as published
  at timestamptz not null
);

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'insufficient_privilege',
    message = format('%s is append-only: %s is refused', tg_table_name, lower(tg_op)),
    hint = 'A correction is a new row that points at the old one.';
end $$;

-- Marks the transaction as audited: later writes to regulated tables look for the event named here.
create function mark_audited() returns trigger language plpgsql as $$
declare first_id uuid;
begin
  select id into first_id from added limit 1;
  if first_id is not null then
    perform set_config('readback.audit_event', first_id::text, true);
  end if;
  return null;
end $$;

-- Refuses a write to a regulated table in a transaction that has no audit event (once per statement, never per row).
create function require_audit() returns trigger language plpgsql as $$
declare marked text := current_setting('readback.audit_event', true);
begin
  if marked is null or marked = '' or not exists (
    select from audit_event where id = marked::uuid and xid = pg_current_xact_id()
  ) then
    raise exception using errcode = 'insufficient_privilege',
      message = format('%s of %s without an audit event in the same transaction', lower(tg_op), tg_table_name),
      hint = 'Write through an action: its decision carries the event.';
  end if;
  return null;
end $$;

create trigger audit_event__marks after insert on audit_event
  referencing new table as added for each statement execute function mark_audited();

-- regulate(table): every write needs an audit event. freeze(table): rows are written once and stay.
create procedure regulate(name regclass) language plpgsql as $$
begin
  execute format('create trigger %I before insert or update or delete or truncate on %s for each statement execute function require_audit()', name || '__audited', name);
  execute format('grant select, insert, update, delete on %s to readback_app', name);
end $$;

create procedure freeze(name regclass) language plpgsql as $$
begin
  execute format('create trigger %I before update or delete or truncate on %s for each statement execute function forbid_change()', name || '__frozen', name);
  execute format('grant select, insert on %s to readback_app', name);
  execute format('revoke update, delete, truncate on %s from readback_app', name);
end $$;

call freeze('audit_event');
call freeze('audit_leaf');
call freeze('audit_checkpoint');

create function forbid_instance_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or new.simulation is distinct from old.simulation or new.id <> old.id then
    raise exception 'a data folder is a simulation or real from its creation on; that cannot be changed';
  end if;
  if new.simulated_now < old.simulated_now then
    raise exception 'time does not run backwards';
  end if;
  return new;
end $$;
create trigger instance__fixed before update or delete on instance for each row execute function forbid_instance_change();
grant select, update (simulated_now) on instance to readback_app;

-- Answers of acts that carried an Idempotency-Key, kept so that a repeated request gets the first answer.
create table idempotency_key (
  principal text not null,
  key text not null,
  fingerprint text not null,
  status integer,
  reply jsonb,
  at timestamptz not null,
  primary key (principal, key)
);
grant select, insert, update, delete on idempotency_key to readback_app;

-- How far timed acts have been carried out (one row per time zone, and one for instants).
create table clock_mark (
  name text primary key,
  through timestamptz not null
);
grant select, insert, update on clock_mark to readback_app;
