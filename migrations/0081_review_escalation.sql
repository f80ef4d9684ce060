-- A periodic review that is overdue is escalated, each stage once (DOC-08).
create table review_escalation (
  id uuid primary key,
  document_id uuid not null references document,
  version_id uuid not null references document_version,
  due_on date not null,                      -- the day on which the review was due
  stage text not null constraint review_escalation__stage check (stage in ('owner', 'quality')),
  owner_id uuid not null references person,  -- who owned the document then
  at timestamptz not null,
  constraint review_escalation__once unique (version_id, due_on, stage)
);
comment on table review_escalation is 'To whom an overdue periodic review was escalated. It waits for them until the review is done; another due day begins anew.';
create index review_escalation__document on review_escalation (document_id, at);
call regulate('review_escalation'); call freeze('review_escalation');
