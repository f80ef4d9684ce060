-- Quality events: what went otherwise than planned, by number, with the document concerned (QEV-01, DOC-06).
create table quality_event (
  id uuid primary key,
  number integer not null constraint quality_event__number unique,
  kind text not null constraint quality_event__kind check (kind in ('deviation', 'incident', 'audit_finding', 'complaint', 'capa')),
  source text not null constraint quality_event__source check (source in ('hold_override')),   -- what opened it
  occurred_at timestamptz not null,
  site_id uuid references site,
  severity text not null constraint quality_event__severity check (severity in ('minor', 'major', 'critical')),
  title text not null check (title <> ''),
  text text not null check (text <> ''),
  document_id uuid references document,
  version_id uuid references document_version,
  opened_by uuid references person,
  opened_at timestamptz not null,
  state text not null constraint quality_event__state check (state in ('open', 'closed'))
);
create index quality_event__opened on quality_event (opened_at, id);
create index quality_event__document on quality_event (document_id, opened_at);
create index quality_event__version on quality_event (version_id);
comment on column quality_event.number is 'Counts from 1 over the whole installation; people see it as QE-0001.';
call regulate('quality_event');
