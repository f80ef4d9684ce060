-- Periodic review of a document and its training module: one signed task with two verdicts (DOC-08).
create table periodic_review (
  id uuid primary key,
  document_id uuid not null references document,
  version_id uuid not null references document_version,
  due_on date not null,                      -- the day on which this review was due
  reviewed_at timestamptz not null,
  reviewed_on date not null,                 -- the same moment as a day in the document's zone; the next cycle counts from it
  reviewer_id uuid not null references person,
  document_verdict text not null constraint periodic_review__document_verdict check (document_verdict in ('confirm', 'revise', 'retire')),
  module_verdict text constraint periodic_review__module_verdict check (module_verdict in ('confirm', 'revise')),
  comment text,
  signature_id uuid not null references signature
);
comment on column periodic_review.module_verdict is 'Null where the version in force has no training module.';
create index periodic_review__document on periodic_review (document_id, reviewed_at);
call regulate('periodic_review'); call freeze('periodic_review');
