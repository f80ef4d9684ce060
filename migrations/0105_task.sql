-- Tasks: named sets of documents, so that somebody can be asked whether a person may do a piece of work (TRN-07).
create table task (
  id uuid primary key,
  code text not null constraint task__code unique,      -- what other systems ask by; never used again for another task
  created_at timestamptz not null
);

create table task_version (
  id uuid primary key,
  task_id uuid not null references task,
  version integer not null,
  name text not null check (name <> ''),
  document_ids uuid[] not null check (cardinality(document_ids) > 0),
  site_id uuid references site,                         -- done at this site only; none: anywhere
  department_id uuid references department,             -- done in this department and below only; none: anywhere
  owner_id uuid references person,
  created_at timestamptz not null,
  superseded_at timestamptz,                            -- replaced by a later version, or ended
  constraint task_version__number unique (task_id, version),
  check (superseded_at is null or superseded_at >= created_at)
);
create unique index task_version__one_current on task_version (task_id) where superseded_at is null;

call regulate('task'); call regulate('task_version');
