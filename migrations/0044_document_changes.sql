-- What a document is called, who owns it, its risk class and its review cycle may change; each change is kept (DOC-01).
create table document_change (
  id uuid primary key,
  document_id uuid not null references document,
  changed_at timestamptz not null,
  changed_by uuid references person,
  reason text not null check (reason <> ''),
  changes jsonb not null                     -- [{field, from, to}], in words
);
create index document_change__document on document_change (document_id, changed_at);
call regulate('document_change'); call freeze('document_change');
