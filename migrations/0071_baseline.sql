-- Procedures taken over from the system before (DOC-20): a signed baseline. They are in force here from the import on, and
-- nobody's approval is made up: what was approved where is the signer's statement about another system.
create table document_baseline (
  id uuid primary key,
  file_name text not null,
  sha256 bytea not null check (length(sha256) = 32),           -- of the uploaded file
  manifest_sha256 bytea not null check (length(manifest_sha256) = 32), -- of what was signed: every row with its file's digest
  versions integer not null check (versions > 0),
  signer_id uuid not null references person,
  signed_at timestamptz not null
);
comment on table document_baseline is 'One signed import of documents; its versions point here instead of at an approval.';
create index document_baseline__signer on document_baseline (signer_id);
call regulate('document_baseline'); call freeze('document_baseline');

alter table document_version add column baseline_id uuid references document_baseline;
alter table document_version add column baseline_row integer;
alter table document_version add column stated_effective_on date;
comment on column document_version.baseline_id is 'Set when the version was imported as it stood; it then has no approval here, and none is pretended.';
comment on column document_version.stated_effective_on is 'The effective date as the import states it. In force here is what in_force says: from the import on.';
create index document_version__baseline on document_version (baseline_id) where baseline_id is not null;
alter table document_version add constraint document_version__baseline_row check ((baseline_id is null) = (baseline_row is null) and (stated_effective_on is null or baseline_id is not null));

alter table document_version drop constraint document_version__approval_decides;
alter table document_version add constraint document_version__approval_decides check (
  case when baseline_id is null then
    (state in ('draft', 'in_review')) = (approved_at is null) and
    (approved_at is null) = (training_decision is null) and
    (approved_at is null) = (effective_at is null) and
    (approved_at is null) = (approver_id is null)
  else
    state in ('draft', 'effective', 'superseded', 'retired') and approved_at is null and approver_id is null and training_decision is null and submitted_at is null and
    (state = 'draft') = (effective_at is null)
  end);

-- What a version came from does not change, whatever becomes of it.
create function forbid_baseline_change() returns trigger language plpgsql as $$
begin
  if (old.baseline_id, old.baseline_row, old.stated_effective_on) is distinct from (new.baseline_id, new.baseline_row, new.stated_effective_on) then
    raise exception using errcode = 'insufficient_privilege', message = 'where a version came from cannot change';
  end if;
  return new;
end $$;
create trigger document_version__baseline_bound before update of baseline_id, baseline_row, stated_effective_on on document_version for each row execute function forbid_baseline_change();

-- People train on approved versions and on imported ones.
create or replace function assignment_refers() returns trigger language plpgsql as $$
begin
  if exists (select from added a left join person p on p.id = a.person_id where p.id is null)
      or exists (select from (select distinct version_id, document_id from added) a
        left join document_version v on v.id = a.version_id and v.document_id = a.document_id and v.state not in ('draft', 'in_review') where v.id is null) then
    raise exception using errcode = 'foreign_key_violation', message = 'an assignment refers to a person or approved version that does not exist';
  end if;
  return null;
end $$;
