-- Writing a draft in the product (DOC-12): who may write, who is writing, what is written and not yet in the version.

-- Who writes a version beside its author. A co-author stays one: they may have written any part, so they cannot approve it (DOC-04).
create table version_coauthor (
  version_id uuid not null references document_version on delete cascade,
  person_id uuid not null references person,
  named_by uuid not null references person,
  named_at timestamptz not null,
  constraint version_coauthor__once primary key (version_id, person_id)
);
create index version_coauthor__person on version_coauthor (person_id);
comment on table version_coauthor is 'People who write a version beside its author, and therefore cannot approve it';
call regulate('version_coauthor');

create function forbid_coauthor_approving() returns trigger language plpgsql as $$
begin
  if new.approver_id is not null and exists (select from version_coauthor where version_id = new.id and person_id = new.approver_id) then
    raise exception using errcode = 'check_violation', constraint = 'document_version__author_is_not_approver', message = 'a co-author of a version cannot approve it';
  end if;
  return new;
end $$;
create trigger document_version__coauthor_is_not_approver before update of approver_id on document_version for each row execute function forbid_coauthor_approving();

create function forbid_late_coauthor() returns trigger language plpgsql as $$
begin
  if exists (select from document_version where id = new.version_id and state <> 'draft') then
    raise exception using errcode = 'insufficient_privilege', message = 'co-authors are named while the version is a draft';
  end if;
  return new;
end $$;
create trigger version_coauthor__draft before insert on version_coauthor for each row execute function forbid_late_coauthor();

-- The text as it is being written: nothing of it counts before it is put into the version, which is an audited act.
create table working_copy (
  version_id uuid primary key references document_version on delete cascade,
  revision integer not null check (revision > 0),
  content jsonb not null,
  client text not null,                      -- the window that wrote it, so that a repeated save is recognised
  saved_by uuid not null references person,
  saved_at timestamptz not null,
  base_sha256 bytea not null,                -- content of the version that this text continues
  put_revision integer not null default 0 check (put_revision <= revision) -- the revision that is in the version
);
comment on table working_copy is 'Text of a draft that is being written in the product';
comment on column working_copy.base_sha256 is 'When it is not the content of the version any more, a file was uploaded over the text';
grant select, insert, update, delete on working_copy to readback_app;

create table writing_lock (
  version_id uuid primary key references document_version on delete cascade,
  person_id uuid not null references person,
  client text not null,
  since timestamptz not null,
  beat_at timestamptz not null
);
comment on table writing_lock is 'Who is writing in a draft; it ends when no sign of life has come for two minutes';
grant select, insert, update, delete on writing_lock to readback_app;

-- No text is lost: what could not become the text of the draft is kept until the version is approved or discarded.
create table recovery_copy (
  id uuid primary key,
  version_id uuid not null references document_version on delete cascade,
  content jsonb not null,
  person_id uuid not null references person,  -- who wrote it
  cause text not null check (cause in ('taken_over', 'behind', 'file_replaced', 'not_a_draft')),
  kept_at timestamptz not null
);
create index recovery_copy__version on recovery_copy (version_id, kept_at desc);
comment on table recovery_copy is 'Text that could not become the text of the draft, kept to be read and copied from';
grant select, insert, update, delete on recovery_copy to readback_app;

create table draft_figure (
  version_id uuid not null references document_version on delete cascade,
  sha256 bytea not null check (length(sha256) = 32),
  media_type text not null check (media_type in ('image/png', 'image/jpeg')),
  bytes bytea not null,
  primary key (version_id, sha256)
);
alter table draft_figure alter column bytes set storage external;
comment on table draft_figure is 'Figures of a text being written; putting the text into the version puts them into its file';
grant select, insert, update, delete on draft_figure to readback_app;
