-- Files that belong to a version beside its text: forms, drawings, templates (DOC-22).
create table version_attachment (
  id uuid primary key,
  version_id uuid not null references document_version on delete cascade,
  ordinal integer not null check (ordinal > 0),
  file_name text not null check (file_name <> '' and length(file_name) <= 120),
  description text not null default '' check (length(description) <= 500),
  media_type text not null,
  sha256 bytea not null references content_file,
  size integer not null check (size > 0),
  added_by uuid references person,           -- none: another system
  added_at timestamptz not null,
  constraint version_attachment__place unique (version_id, ordinal) deferrable initially deferred
);
create unique index version_attachment__name on version_attachment (version_id, lower(file_name));
create index version_attachment__content on version_attachment (sha256);
comment on table version_attachment is 'Files of a version beside its text, in their order. What they are is frozen with the version.';

-- DOC-09, DOC-22: what was submitted is what is approved, the attachments among it.
create function forbid_frozen_attachment() returns trigger language plpgsql as $$
begin
  if exists (select from document_version where id in (new.version_id, old.version_id) and state <> 'draft') then
    raise exception using errcode = 'insufficient_privilege', message = 'the attachments of a version that is no longer a draft cannot change: make a new version';
  end if;
  return coalesce(new, old);
end $$;
create trigger version_attachment__frozen before insert or update or delete on version_attachment for each row execute function forbid_frozen_attachment();
call regulate('version_attachment');
