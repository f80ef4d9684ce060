-- The text of a scanned file, typed by its author (DOC-23). The scan stays the controlled content.
create table version_transcript (
  version_id uuid primary key references document_version,
  text text not null,
  sha256 bytea not null,
  written_by uuid not null references person,
  written_at timestamptz not null,
  constraint version_transcript__digest check (sha256 = sha256(convert_to(text, 'UTF8')))
);
comment on table version_transcript is 'Markdown; the sections of the version are read from it instead of from the file. What is signed names its digest beside that of the file.';
-- DOC-09: like the sections that are read from it, it is replaced while the version is a draft, and never after.
create trigger version_transcript__frozen_insert after insert on version_transcript referencing new table as touched for each statement execute function forbid_frozen_section();
create trigger version_transcript__frozen_update before update on version_transcript for each statement execute function forbid_change();
create trigger version_transcript__frozen_delete after delete on version_transcript referencing old table as touched for each statement execute function forbid_frozen_section();
call regulate('version_transcript');
