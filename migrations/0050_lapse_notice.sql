-- Who was qualified on a document that nothing requires of them, and was told that a version takes the qualification away (IMP-03).
create table lapse_notice (
  id uuid primary key,
  person_id uuid not null references person,
  document_id uuid not null references document,
  version_id uuid not null references document_version,          -- the version that takes it away when it takes effect
  trained_version_id uuid not null references document_version,  -- the version on which they were qualified until then
  at timestamptz not null,
  constraint lapse_notice__once unique (person_id, version_id),
  constraint lapse_notice__another_version check (version_id <> trained_version_id)
);
create index lapse_notice__person on lapse_notice (person_id, document_id);
create index lapse_notice__version on lapse_notice (version_id);

call regulate('lapse_notice'); call freeze('lapse_notice');
grant select on all tables in schema public to readback_app;
