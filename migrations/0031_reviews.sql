-- The run of a version through its route: steps, who signed them, what was remarked (DOC-04, SIG-01).
-- A draft that came back may be discarded; its reviews and comments stay. Therefore neither refers to document_version.
create table review (
  id uuid primary key,
  version_id uuid not null,
  number integer not null,                   -- 1 for the first submission of the version, 2 for the next …
  started_at timestamptz not null,
  started_by uuid not null references person,
  comments_block boolean not null,           -- no approval while a comment is unresolved
  same_signer boolean not null,              -- one person may sign in several stages
  ended_at timestamptz,
  ended_by uuid references person,
  outcome text check (outcome in ('approved', 'sent_back', 'taken_back')),
  end_reason text,
  constraint review__number unique (version_id, number),
  constraint review__end check ((ended_at is null) = (outcome is null))
);
comment on table review is 'One submission of a version on its way through its route, copied from the document type at that moment.';
create unique index review__one_running on review (version_id) where ended_at is null;

create table review_step (
  id uuid primary key,
  review_id uuid not null references review,
  stage integer not null check (stage > 0),
  ordinal integer not null check (ordinal > 0),
  name text not null,
  meaning text not null check (meaning in ('reviewed', 'approved')),
  final boolean not null,                    -- the approval that decides training and the effective date
  role text,                                 -- any one holder of this product role, within the document's site; none: the people named
  need text not null check (need in ('all', 'any')),
  days integer not null check (days between 1 and 250), -- working days from opening to due_on
  deputies boolean not null,
  opened_at timestamptz,
  due_on date,
  done_at timestamptz,
  constraint review_step__place unique (review_id, stage, ordinal),
  constraint review_step__final check (not final or meaning = 'approved'),
  constraint review_step__role_is_any check (role is null or need = 'any'),
  constraint review_step__opened_before_done check (done_at is null or opened_at is not null)
);
create unique index review_step__one_final on review_step (review_id) where final;
create index review_step__waiting on review_step (due_on) where opened_at is not null and done_at is null;

create table review_signer (
  step_id uuid not null references review_step,
  person_id uuid not null references person,
  primary key (step_id, person_id)
);
comment on table review_signer is 'Who is named in a step that does not go by role.';
create index review_signer__person on review_signer (person_id);

create table review_signature (
  id uuid primary key references signature,
  step_id uuid not null references review_step,
  person_id uuid not null references person,
  on_behalf_of uuid references person,       -- whose deputy signed (ESC-04)
  signed_at timestamptz not null,
  constraint review_signature__once unique (step_id, person_id),
  constraint review_signature__not_for_oneself check (on_behalf_of is distinct from person_id)
);
create index review_signature__person on review_signature (person_id);

-- A remark and what followed it are rows of one thread; none is ever changed or deleted.
create table review_comment (
  id uuid primary key,
  version_id uuid not null,
  thread_id uuid not null references review_comment,
  kind text not null check (kind in ('comment', 'reply', 'resolved', 'reopened')),
  section_ordinal integer,
  section_name text,                         -- as it was called then; a later file may count its sections otherwise
  content_sha256 bytea not null,             -- the text that was remarked upon
  quote text,
  text text not null,
  person_id uuid not null references person,
  at timestamptz not null,
  constraint review_comment__first check ((kind = 'comment') = (thread_id = id)),
  constraint review_comment__said check (text <> '' or kind in ('resolved', 'reopened'))
);
create index review_comment__version on review_comment (version_id, id);
create index review_comment__thread on review_comment (thread_id, id);

-- Whoever moves a version out of review ends its review in the same transaction.
create function forbid_running_review() returns trigger language plpgsql as $$
begin
  if exists (select from review r where r.version_id = new.id and r.ended_at is null)
     and exists (select from document_version v where v.id = new.id and v.state <> 'in_review') then
    raise exception using errcode = 'integrity_constraint_violation', message = 'a version that is not in review has a running review';
  end if;
  return null;
end $$;
create constraint trigger document_version__no_running_review after update of state on document_version
  deferrable initially deferred for each row when (new.state <> 'in_review') execute function forbid_running_review();

-- Versions under review when this was installed go on as before: one approval by an approver.
insert into review (id, version_id, number, started_at, started_by, comments_block, same_signer)
select gen_random_uuid(), id, 1, coalesce(submitted_at, created_at), author_id, false, false from document_version where state = 'in_review';
insert into review_step (id, review_id, stage, ordinal, name, meaning, final, role, need, days, deputies, opened_at, due_on)
select gen_random_uuid(), id, 1, 1, 'Approval', 'approved', true, 'approver', 'any', 10, false, started_at, started_at::date + 14 from review;

call regulate('review'); call regulate('review_step'); call regulate('review_signer');
call regulate('review_signature'); call freeze('review_signature');
call regulate('review_comment'); call freeze('review_comment');
