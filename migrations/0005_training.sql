-- Matrix, obligations, assignments, records (MTX-02, MTX-03, TRN-01 to TRN-07, TRN-11).
create table matrix_rule (
  id uuid primary key,
  number integer not null constraint matrix_rule__number unique,
  created_at timestamptz not null
);

create table matrix_rule_version (
  id uuid primary key,
  rule_id uuid not null references matrix_rule,
  version integer not null,
  name text not null,
  role_ids uuid[] not null,                  -- any of these; empty: everyone's
  department_ids uuid[] not null,            -- anywhere below any of these; empty: everywhere
  site_ids uuid[] not null,                  -- at any of these; empty: everywhere
  document_ids uuid[] not null check (cardinality(document_ids) > 0),
  effective daterange not null check (lower(effective) is not null),
  owner_id uuid references person,
  signature_id uuid references signature,
  created_at timestamptz not null,
  superseded_at timestamptz,                 -- replaced by a later version, or removed
  constraint matrix_rule_version__number unique (rule_id, version)
);
create unique index matrix_rule_version__one_current on matrix_rule_version (rule_id) where superseded_at is null;

-- One act may write 100,000 obligations and assignments, so what they refer to is checked once per statement by the
-- triggers below, not once per row by foreign keys. That is safe because people and documents are never deleted, nor
-- versions that are no longer drafts.
create table obligation (
  id uuid primary key,
  person_id uuid not null,
  document_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  reasons jsonb not null,                    -- [{rule, version, text}] in order of rule number
  check (until is null or until >= since)
);
create unique index obligation__one_open on obligation (person_id, document_id) where until is null;
create index obligation__document on obligation (document_id) where until is null;
create index obligation__history on obligation (person_id, document_id, since);

create table assignment (
  id uuid primary key,
  person_id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  path text not null check (path in ('full', 'refresher', 'recertification', 'practical', 'notice')),
  cause text not null check (cause in ('hire', 'transfer', 'rule', 'revision', 'new_document', 'return', 'renewal')),
  covers uuid[] not null,                    -- versions whose changes this training covers (IMP-06)
  assigned_at timestamptz not null,
  due_on date not null,
  due_at timestamptz not null,               -- end of due_on at the person's site
  zone text not null,
  overdue_since timestamptz,                 -- kept through revisions (IMP-07)
  opened_at timestamptz,
  extra_attempts smallint not null default 0,   -- allowed by a supervisor after coaching (ASM-05)
  closed_at timestamptz,
  closed_as text check (closed_as in ('completed', 'superseded', 'cancelled')),
  closed_why text,
  check ((closed_at is null) = (closed_as is null))
);
create unique index assignment__one_open_per_version on assignment (person_id, version_id) where closed_at is null;
create index assignment__open_person on assignment (person_id, due_at) where closed_at is null;
create index assignment__open_document on assignment (document_id) where closed_at is null;
create index assignment__version on assignment (version_id);
create index assignment__person on assignment (person_id, document_id);   -- how somebody stood, closed ones included
create index assignment__coming_due on assignment (due_at) where closed_at is null and overdue_since is null;

create trigger person__kept before delete or truncate on person for each statement execute function forbid_change();
create trigger document__kept before delete or truncate on document for each statement execute function forbid_change();

create function obligation_refers() returns trigger language plpgsql as $$
begin
  if exists (select from added a where not exists (select from person p where p.id = a.person_id) or not exists (select from document d where d.id = a.document_id)) then
    raise exception using errcode = 'foreign_key_violation', message = 'an obligation refers to a person or document that does not exist';
  end if;
  return null;
end $$;
create trigger obligation__refers after insert on obligation referencing new table as added for each statement execute function obligation_refers();
create trigger obligation__bound before update of person_id, document_id on obligation for each statement execute function forbid_change();

create function assignment_refers() returns trigger language plpgsql as $$
begin
  if exists (select from added a where not exists (select from person p where p.id = a.person_id)
      or not exists (select from document_version v where v.id = a.version_id and v.document_id = a.document_id and v.approved_at is not null)) then
    raise exception using errcode = 'foreign_key_violation', message = 'an assignment refers to a person or approved version that does not exist';
  end if;
  return null;
end $$;
create trigger assignment__refers after insert on assignment referencing new table as added for each statement execute function assignment_refers();
-- TRN-01: it stays bound to its person, version and path for ever.
create trigger assignment__bound before update of person_id, document_id, version_id, path, covers on assignment for each statement execute function forbid_change();

-- Proof of reading (TRN-05): kept while reading, copied whole into the record.
create table reading (
  assignment_id uuid not null references assignment,
  section_ordinal integer not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  seconds integer not null default 0 check (seconds >= 0),
  primary key (assignment_id, section_ordinal)
);
grant select, insert, update on reading to readback_app;

create table quiz_attempt (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  number integer not null,
  started_at timestamptz not null,
  questions jsonb not null,                  -- ids and option order as shown
  submitted_at timestamptz,
  answers jsonb,
  score numeric(5,2),
  passed boolean,
  missed_sections text[] not null default '{}', -- section numbers behind the items answered wrongly
  constraint quiz_attempt__number unique (assignment_id, number)
);
create function forbid_submitted_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.submitted_at is not null then
    raise exception using errcode = 'insufficient_privilege', message = 'a submitted attempt cannot change';
  end if;
  return new;
end $$;
create trigger quiz_attempt__kept before update or delete on quiz_attempt for each row execute function forbid_submitted_change();

create table training_record (
  id uuid primary key,
  kind text not null check (kind in ('training', 'carry_forward')),
  person_id uuid not null references person,
  document_id uuid not null references document,
  version_id uuid not null references document_version,
  module_id uuid references module,
  assignment_id uuid references assignment,
  path text not null,
  content_sha256 bytea not null,
  covers uuid[] not null,
  attempts jsonb not null,
  reading jsonb not null,
  score numeric(5,2),
  signature_id uuid references signature,
  event_at timestamptz not null,             -- when it happened
  entered_at timestamptz not null,           -- when it was entered
  zone text not null,
  valid_until timestamptz,
  reason text,
  corrects_id uuid references training_record,
  digest bytea not null                      -- SHA-256 of the canonical JSON of the record
);
create unique index training_record__once_per_assignment on training_record (assignment_id) where assignment_id is not null and corrects_id is null;
create index training_record__person on training_record (person_id, document_id, event_at);
create index training_record__version on training_record (version_id, person_id);

call regulate('matrix_rule'); call regulate('matrix_rule_version'); call regulate('obligation');
call regulate('assignment'); call regulate('quiz_attempt');
call regulate('training_record'); call freeze('training_record');
grant select on all tables in schema public to readback_app;
