-- What the looks at everything found (MTX-04), kept so that a person is told and says what became of it.
create table sweep (
  id uuid primary key,
  cause text not null constraint sweep__cause check (cause in ('night', 'asked')),
  by_id uuid references person,              -- who asked for it; null: the clock or another system
  started_at timestamptz not null,
  seconds numeric not null constraint sweep__seconds check (seconds >= 0),
  people integer not null,
  drift integer not null constraint sweep__drift check (drift >= 0),
  broke_off boolean not null                 -- it ended before it had looked at everything
);
comment on table sweep is 'One look at everything, derived anew. Drift is what acts had missed.';
create index sweep__started on sweep (started_at desc, id);
create index sweep__with_drift on sweep (started_at) where drift > 0 or broke_off;

create table sweep_drift (
  sweep_id uuid not null references sweep,
  ordinal integer not null,
  person_id uuid not null references person,
  document_id uuid not null references document,
  version_id uuid references document_version,
  what text not null constraint sweep_drift__what check (what in
    ('open-obligation', 'restate-obligation', 'end-obligation', 'assign', 'restate-ahead', 'keep-overdue', 'move-due', 'carry-forward', 'announce-lapse', 'close')),
  mended boolean not null,
  constraint sweep_drift__pk primary key (sweep_id, ordinal)
);
comment on table sweep_drift is 'What differed for one person and document, named by what put it right. Of very many only the first are kept; the sweep has the number of all.';
create index sweep_drift__person on sweep_drift (person_id);

create table sweep_review (
  sweep_id uuid primary key references sweep,
  by_id uuid not null references person,
  at timestamptz not null,
  note text not null constraint sweep_review__note check (note <> '')
);
comment on table sweep_review is 'Who looked into what a sweep had found, and what became of it. Until then it is shown as waiting.';

call regulate('sweep'); call regulate('sweep_drift'); call regulate('sweep_review');
call freeze('sweep'); call freeze('sweep_drift'); call freeze('sweep_review');
