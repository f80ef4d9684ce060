-- Controlled documents, their versions, sections and learning modules (DOC-01 to DOC-03, DOC-09, ASM-01).
-- "SOP-9" before "SOP-10": runs of digits are compared as numbers.
create function natural_key(label text) returns text language sql immutable strict parallel safe as $$
  select coalesce(string_agg(coalesce(lpad(part[1], greatest(length(part[1]), 12), '0'), part[2]), '' order by place), '')
  from regexp_matches(lower(label), '([0-9]+)|([^0-9]+)', 'g') with ordinality as found (part, place)
$$;

create table document (
  id uuid primary key,
  number text not null constraint document__number unique,
  title text not null check (title <> ''),
  type text not null,
  owner_id uuid not null references person,
  risk text not null check (risk in ('critical', 'high', 'medium', 'low')),
  review_months integer not null check (review_months between 1 and 120),
  site_id uuid references site,              -- whose local day an effective date means; none: the organisation's
  retired_at timestamptz,
  created_at timestamptz not null,
  sort_key text not null generated always as (natural_key(number)) stored,
  search text not null generated always as (lower(number || ' ' || title)) stored
);
create index document__sort on document (sort_key, number);

create table content_file (
  sha256 bytea primary key check (length(sha256) = 32),
  bytes bytea not null,
  size integer generated always as (octet_length(bytes)) stored
);
alter table content_file alter column bytes set storage external;

create table document_version (
  id uuid primary key,
  document_id uuid not null references document,
  label text not null,
  ordinal integer not null,                  -- 1, 2, 3 … in the order of creation
  change_class text not null check (change_class in ('major', 'minor', 'editorial')),
  change_summary text not null,
  author_id uuid not null references person,
  state text not null check (state in ('draft', 'in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired')),
  file_name text not null,
  media_type text not null,
  content_sha256 bytea not null references content_file,
  created_at timestamptz not null,
  submitted_at timestamptz,
  sent_back_reason text,
  approved_at timestamptz,
  approver_id uuid references person,
  training_decision text check (training_decision in ('retrain', 'refresher', 'notify', 'none')),
  training_reason text,
  effective_on date,
  effective_at timestamptz,                  -- start of effective_on in the document's zone, or the approval when that is later
  in_force tstzrange,
  withdrawn_at timestamptz,
  constraint document_version__label unique (document_id, label),
  constraint document_version__ordinal unique (document_id, ordinal),
  constraint document_version__one_in_force unique (document_id, in_force without overlaps),
  constraint document_version__approval_decides check (
    (state in ('draft', 'in_review')) = (approved_at is null) and
    (approved_at is null) = (training_decision is null) and
    (approved_at is null) = (effective_at is null) and
    (approved_at is null) = (approver_id is null)),
  constraint document_version__in_force_state check ((in_force is not null) = (state in ('effective', 'superseded', 'retired'))),
  constraint document_version__withdrawn check ((withdrawn_at is not null) = (state = 'withdrawn')),
  constraint document_version__author_is_not_approver check (approver_id is distinct from author_id)
);
create unique index document_version__one_effective on document_version (document_id) where state = 'effective';
create unique index document_version__one_open on document_version (document_id) where state in ('draft', 'in_review');
create index document_version__due on document_version (effective_at) where state = 'approved';

-- The state that a version had (or, as things stand, will have) at an instant; null before it was made.
-- A draft that was sent back counts as a draft from its beginning: the audit trail keeps its earlier submissions.
create function version_state_at(v document_version, at timestamptz) returns text language sql immutable as $$
  select case
    when v.created_at > at then null
    when upper(v.in_force) <= at then case v.state when 'retired' then 'retired' else 'superseded' end
    when lower(v.in_force) <= at then 'effective'
    when v.withdrawn_at <= at then 'withdrawn'
    when v.approved_at <= at then case when v.state = 'approved' and v.effective_at <= at then 'effective' else 'approved' end
    when v.submitted_at <= at then 'in_review'
    else 'draft' end
$$;

create table document_section (
  version_id uuid not null references document_version,
  ordinal integer not null,
  number text,
  heading text,
  level smallint not null,
  text text not null,
  html text not null,
  sha256 bytea not null,
  primary key (version_id, ordinal)
);

-- The training module of one document version (ASM-01, ASM-02): read, quiz if it has questions, sign.
create table module (
  id uuid primary key,
  version_id uuid not null unique references document_version,
  pass_mark smallint not null check (pass_mark between 1 and 100),
  max_attempts smallint not null check (max_attempts between 1 and 20),
  minutes integer not null check (minutes > 0),
  minutes_stated boolean not null default false -- said by the author, not counted from words and questions
);

create table question (
  id uuid primary key,
  module_id uuid not null references module,
  ordinal integer not null,
  kind text not null check (kind in ('single', 'multiple', 'true_false')),
  text text not null,
  options jsonb not null,                    -- [{id, text, feedback}]
  answer_key jsonb not null,                 -- ids of the right options; never leaves the server before submission (ASM-04)
  feedback text,
  sections text[] not null default '{}',     -- section numbers the question is about
  constraint question__ordinal unique (module_id, ordinal)
);

-- DOC-09: once submitted, what people learn from cannot change; once approved, nor can the approval.
create function forbid_frozen_version() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (old.id, old.document_id, old.label, old.ordinal, old.content_sha256, old.file_name, old.media_type, old.author_id, old.change_class, old.change_summary, old.created_at)
     is distinct from (new.id, new.document_id, new.label, new.ordinal, new.content_sha256, new.file_name, new.media_type, new.author_id, new.change_class, new.change_summary, new.created_at) then
    raise exception using errcode = 'insufficient_privilege', message = 'the content of a version that is no longer a draft cannot change: make a new version';
  end if;
  if old.approved_at is not null and (old.approved_at, old.approver_id, old.training_decision, old.training_reason)
     is distinct from (new.approved_at, new.approver_id, new.training_decision, new.training_reason) then
    raise exception using errcode = 'insufficient_privilege', message = 'the approval of a version cannot change: withdraw it, or make a new version';
  end if;
  return new;
end $$;
create function forbid_frozen_module() returns trigger language plpgsql as $$
begin
  if exists (select from document_version where id = coalesce(new.version_id, old.version_id) and state <> 'draft') then
    raise exception using errcode = 'insufficient_privilege', message = 'the module of a version that is no longer a draft cannot change: make a new version';
  end if;
  return coalesce(new, old);
end $$;
create function forbid_frozen_question() returns trigger language plpgsql as $$
begin
  if exists (select from module m join document_version v on v.id = m.version_id
             where m.id in (new.module_id, old.module_id) and v.state <> 'draft') then
    raise exception using errcode = 'insufficient_privilege', message = 'the quiz of a version that is no longer a draft cannot change: make a new version';
  end if;
  return coalesce(new, old);
end $$;
create function forbid_frozen_section() returns trigger language plpgsql as $$
begin
  if exists (select from touched t join document_version dv on dv.id = t.version_id where dv.state <> 'draft') then
    raise exception using errcode = 'insufficient_privilege', message = 'the sections of a version that is no longer a draft cannot change: make a new version';
  end if;
  return null;
end $$;
create trigger document_version__frozen before update or delete on document_version for each row execute function forbid_frozen_version();
create trigger module__frozen before insert or update or delete on module for each row execute function forbid_frozen_module();
create trigger question__frozen before insert or update or delete on question for each row execute function forbid_frozen_question();
create trigger document_section__frozen_insert after insert on document_section referencing new table as touched for each statement execute function forbid_frozen_section();
create trigger document_section__frozen_update before update on document_section for each statement execute function forbid_change(); -- a draft's sections are replaced, never rewritten
create trigger document_section__frozen_delete after delete on document_section referencing old table as touched for each statement execute function forbid_frozen_section();

call regulate('document'); call regulate('document_version'); call regulate('document_section');
call regulate('module'); call regulate('question');
call regulate('content_file'); call freeze('content_file');
