-- Extensions of due dates (TRN-03), what a supervisor decides after the last attempt (ASM-05), why a path was taken (TRN-02).
create table extension_request (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  requested_by uuid not null references person,
  requested_at timestamptz not null,
  reason text not null,
  from_due_on date not null,
  to_due_on date not null,
  decided_by uuid references person,
  decided_at timestamptz,
  decision text constraint extension_request__decision check (decision in ('approved', 'declined')),
  decision_reason text,
  constraint extension_request__later check (to_due_on > from_due_on),
  constraint extension_request__decided check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null) and (decision is null) = (decision_reason is null)),
  constraint extension_request__by_another check (decided_by <> requested_by)
);
comment on table extension_request is 'A later due date asked for by the manager. It waits until quality approves or declines it, and is kept either way.';
create unique index extension_request__one_waiting on extension_request (assignment_id) where decision is null;
create index extension_request__assignment on extension_request (assignment_id);
create index extension_request__waiting on extension_request (requested_at, id) where decision is null;

create function keep_extension() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.decision is not null or (new.id, new.assignment_id, new.requested_by, new.requested_at, new.reason, new.from_due_on, new.to_due_on)
      is distinct from (old.id, old.assignment_id, old.requested_by, old.requested_at, old.reason, old.from_due_on, old.to_due_on) then
    raise exception using errcode = 'insufficient_privilege', message = 'a request for an extension is decided once and never changes otherwise';
  end if;
  return new;
end $$;
create trigger extension_request__kept before update or delete on extension_request for each row execute function keep_extension();
call regulate('extension_request');

alter table assignment
  add column path_why text,                  -- the reason for the path in a sentence
  add column failed_at timestamptz,          -- the last attempt was used up, or somebody was marked not competent
  add column not_competent_at timestamptz;
create index assignment__failed on assignment (person_id, document_id) where failed_at is not null;
create index assignment__open_due on assignment (due_at, id) where closed_at is null;
grant select, insert, update on extension_request to readback_app;
grant select on all tables in schema public to readback_app;
