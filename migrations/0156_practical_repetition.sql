-- Practicals are done and judged (ASM-07, TRN-04, TRN-06).
create table assessor_list (
  id uuid primary key,
  version_id uuid not null references document_version,
  number integer not null,
  person_ids uuid[] not null,
  reason text not null,
  signature_id uuid not null references signature,
  signed_at timestamptz not null,
  constraint assessor_list__number unique (version_id, number)
);
comment on table assessor_list is 'Who may assess a version before anybody is qualified on it. The highest number of a version is the list in force; an empty one ends it.';

create table practical_repetition (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  person_id uuid not null references person,
  version_id uuid not null references document_version,
  number integer not null,
  stage text not null constraint practical_repetition__stage check (stage in ('observe', 'guided', 'independent')),
  place text not null,
  batch text,
  items jsonb not null,                      -- [{id, text, critical, done, remark}] as assessed
  competent boolean not null,                -- every critical item was done
  assessor_id uuid not null references person,
  assessor_by text not null constraint practical_repetition__assessor_by check (assessor_by in ('qualified', 'initial')),
  assessor_basis uuid not null,              -- the training record or the assessor list that let them assess
  corrects_id uuid constraint practical_repetition__corrected_once unique references practical_repetition,
  reason text,
  at timestamptz not null,
  signature_id uuid not null references signature,
  digest bytea not null,                     -- SHA-256 of the canonical JSON of the repetition
  constraint practical_repetition__number unique (assignment_id, number),
  constraint practical_repetition__correction check ((corrects_id is null) = (reason is null)),
  constraint practical_repetition__by_another check (assessor_id <> person_id)
);
comment on table practical_repetition is 'One repetition of a practical, signed by its assessor. It never changes: a correction is another repetition that points at it, and from then on only that one counts.';
call regulate('assessor_list'); call freeze('assessor_list');
call regulate('practical_repetition'); call freeze('practical_repetition');

alter table assignment add column practical_since timestamptz;
comment on column assignment.practical_since is 'Since when only the practical and the signature are left. Null: not yet, or there is no practical.';
create index assignment__to_be_assessed on assignment (practical_since, id) where closed_at is null and practical_since is not null;

alter table training_record add column practical jsonb;
alter table training_record drop constraint training_record__digest_format;
alter table training_record add constraint training_record__digest_format check (digest_format in (1, 2, 3, 4));
comment on column training_record.practical is 'The verdict of the practical with its repetitions and their digests. Null: none was asked for.';
comment on column training_record.digest_format is '1, 2 and 3: see the migrations that added them; 4: of a training with a practical, all of format 3 and the practical.';
grant select on all tables in schema public to readback_app;
