-- How documents hang together (DOC-21). Each relation is kept once and read from both sides.
create table document_relation (
  id uuid primary key,
  from_id uuid not null references document,
  to_id uuid not null references document,
  type text not null check (type in ('replaces', 'refers_to', 'form_of')),
  created_at timestamptz not null,
  constraint document_relation__once unique (from_id, to_id, type),
  constraint document_relation__two_documents check (from_id <> to_id)
);
comment on table document_relation is 'from replaces, refers to, or is a form of to; that replacing and being a form lead in no circle is a rule of the product.';
create index document_relation__to on document_relation (to_id, type);
call regulate('document_relation');
