-- A roster file above the share of change is kept until somebody who may confirms or discards it (HR-02).
create table roster_held (
  id uuid primary key,
  at timestamptz not null,
  by_id uuid,                                   -- a person, or the key of another system
  by_name text not null,
  file_name text not null,
  sha256 bytea not null,
  sheet text,
  mapping jsonb not null,
  reading bytea not null,                       -- SHA-256 of mapping and sheet: the same file read otherwise is another effect
  touched integer not null,
  employed integer not null,
  share smallint not null,
  counts jsonb not null,
  bytes bytea,                                  -- the file, only while it waits: it is full of people
  effect jsonb,                                 -- what it would have done when it came, person by person, likewise
  state text not null constraint roster_held__state check (state in ('waiting', 'imported', 'discarded')),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  why text,
  import_id uuid references roster_import,
  constraint roster_held__kept check ((state = 'waiting') = (bytes is not null) and (state = 'waiting') = (effect is not null)),
  constraint roster_held__decided check ((state = 'waiting') = (decided_at is null) and (state = 'waiting') = (why is null)),
  constraint roster_held__imported check ((state = 'imported') = (import_id is not null))
);
comment on table roster_held is 'Roster files that would change or end more people than the share allows. Confirming computes their effect anew; once decided, only their digest and counts remain.';
create unique index roster_held__once on roster_held (sha256, reading) where state = 'waiting';
create index roster_held__newest on roster_held (at desc, id);
call regulate('roster_held');
