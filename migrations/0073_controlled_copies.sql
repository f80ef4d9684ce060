-- Controlled copies on paper (DOC-10): who holds which, until it is back or destroyed.
create table controlled_copy (
  id uuid primary key,
  document_id uuid not null references document,
  version_id uuid not null references document_version,
  number integer not null check (number > 0),
  holder text not null check (holder <> ''),
  issuer_id uuid not null references person,
  issued_at timestamptz not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('returned', 'destroyed', 'lost')),
  note text,
  constraint controlled_copy__number unique (document_id, number),
  constraint controlled_copy__ended check ((ended_at is null) = (ended_as is null))
);
comment on table controlled_copy is 'Numbered per document and never again. Whether a copy is to be recalled follows from the state of its version.';
create index controlled_copy__out on controlled_copy (version_id) where ended_at is null;
call regulate('controlled_copy');

create function forbid_copy_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
      or (old.id, old.document_id, old.version_id, old.number, old.holder, old.issuer_id, old.issued_at) is distinct from (new.id, new.document_id, new.version_id, new.number, new.holder, new.issuer_id, new.issued_at) then
    raise exception using errcode = 'insufficient_privilege', message = 'a controlled copy keeps what it was issued as; it ends once';
  end if;
  return new;
end $$;
create trigger controlled_copy__bound before update or delete on controlled_copy for each row execute function forbid_copy_change();
