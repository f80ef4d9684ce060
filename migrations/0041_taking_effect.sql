-- When an approved version takes effect, and what holds it back (DOC-06, DOC-07).
alter table document_version add column policy_id uuid references risk_policy;
comment on column document_version.policy_id is 'The policy of the risk class at the moment of approval; later policies do not move a running training window.';
alter table document_version add column takes_effect text not null default 'date' constraint document_version__takes_effect check (takes_effect in ('date', 'all_trained', 'gate'));
comment on column document_version.takes_effect is 'What counts for this version: by policy where the approval asks for training, else its date alone.';
comment on column document_version.effective_on is 'As approved or moved; from the switch on the day on which the version did take effect.';

create table version_hold (
  id uuid primary key,
  version_id uuid not null references document_version,
  since timestamptz not null,
  gate_percent smallint not null check (gate_percent between 1 and 100),
  required integer not null check (required >= 0),
  present integer not null check (present between 0 and required),
  trained integer not null check (trained between 0 and present),
  ended_at timestamptz,
  ended_as text constraint version_hold__ended_as check (ended_as in ('reached', 'overridden', 'moved', 'withdrawn')),
  reason text,
  signature_id uuid references signature,
  constraint version_hold__ended check ((ended_at is null) = (ended_as is null) and (ended_at is null or ended_at >= since)),
  constraint version_hold__override_is_signed check ((ended_as = 'overridden') = (signature_id is not null) or ended_as is null)
);
comment on table version_hold is 'A version whose date had come while too few of those required and present were trained on it; the numbers are those of that moment.';
create unique index version_hold__one_open on version_hold (version_id) where ended_at is null;
create index version_hold__history on version_hold (version_id, since);

create function forbid_hold_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
     or (old.id, old.version_id, old.since, old.gate_percent, old.required, old.present, old.trained) is distinct from (new.id, new.version_id, new.since, new.gate_percent, new.required, new.present, new.trained) then
    raise exception using errcode = 'insufficient_privilege', message = 'a hold is ended once and never rewritten';
  end if;
  return new;
end $$;
create trigger version_hold__kept before update or delete on version_hold for each row execute function forbid_hold_change();
call regulate('version_hold');

-- DOC-09: with the approval its policy is decided too.
create or replace function forbid_frozen_version() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (old.id, old.document_id, old.label, old.ordinal, old.content_sha256, old.file_name, old.media_type, old.author_id, old.change_class, old.change_summary, old.created_at)
     is distinct from (new.id, new.document_id, new.label, new.ordinal, new.content_sha256, new.file_name, new.media_type, new.author_id, new.change_class, new.change_summary, new.created_at) then
    raise exception using errcode = 'insufficient_privilege', message = 'the content of a version that is no longer a draft cannot change: make a new version';
  end if;
  if old.approved_at is not null and (old.approved_at, old.approver_id, old.training_decision, old.training_reason, old.policy_id, old.takes_effect)
     is distinct from (new.approved_at, new.approver_id, new.training_decision, new.training_reason, new.policy_id, new.takes_effect) then
    raise exception using errcode = 'insufficient_privilege', message = 'the approval of a version cannot change: withdraw it, or make a new version';
  end if;
  if old.state in ('effective', 'superseded', 'retired') and (old.effective_on, old.effective_at, lower(old.in_force)) is distinct from (new.effective_on, new.effective_at, lower(new.in_force)) then
    raise exception using errcode = 'insufficient_privilege', message = 'a version that has taken effect keeps the moment at which it did';
  end if;
  return new;
end $$;

-- As before, but a version that waits for people to be trained is approved, and not effective, until it takes effect.
create or replace function version_state_at(v document_version, at timestamptz) returns text language sql immutable as $$
  select case
    when v.created_at > at then null
    when upper(v.in_force) <= at then case v.state when 'retired' then 'retired' else 'superseded' end
    when lower(v.in_force) <= at then 'effective'
    when v.withdrawn_at <= at then 'withdrawn'
    when v.approved_at <= at then case when v.state = 'approved' and v.takes_effect = 'date' and v.effective_at <= at then 'effective' else 'approved' end
    when v.submitted_at <= at then 'in_review'
    else 'draft' end
$$;
