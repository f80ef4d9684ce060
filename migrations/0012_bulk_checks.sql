-- The checks of a statement cost the same however much its transaction has already written, and however many people there are.

-- The trail itself knows whether this transaction has an event. Its index on xid is the only way to look: a scan would
-- read the whole trail up to the newest rows.
drop trigger audit_event__marks on audit_event;
drop function mark_audited();
create or replace function require_audit() returns trigger language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  if not exists (select from audit_event where xid = pg_current_xact_id()) then
    raise exception using errcode = 'insufficient_privilege',
      message = format('%s of %s without an audit event in the same transaction', lower(tg_op), tg_table_name),
      hint = 'Write through an action: its decision carries the event.';
  end if;
  return null;
end $$;

-- Each added row looks up its person; the documents and versions of a bulk statement are few and looked up once each.
create or replace function obligation_refers() returns trigger language plpgsql as $$
begin
  if exists (select from added a left join person p on p.id = a.person_id where p.id is null)
      or exists (select from (select distinct document_id from added) a left join document d on d.id = a.document_id where d.id is null) then
    raise exception using errcode = 'foreign_key_violation', message = 'an obligation refers to a person or document that does not exist';
  end if;
  return null;
end $$;

create or replace function assignment_refers() returns trigger language plpgsql as $$
begin
  if exists (select from added a left join person p on p.id = a.person_id where p.id is null)
      or exists (select from (select distinct version_id, document_id from added) a
        left join document_version v on v.id = a.version_id and v.document_id = a.document_id and v.approved_at is not null where v.id is null) then
    raise exception using errcode = 'foreign_key_violation', message = 'an assignment refers to a person or approved version that does not exist';
  end if;
  return null;
end $$;
