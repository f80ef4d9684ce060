-- Deputies for approvals and escalations, with period and scope (ESC-04). Never for training (SIG-04).
create table deputy (
  id uuid primary key,
  person_id uuid not null references person, -- who is stood in for
  deputy_id uuid not null references person,
  during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  reviews boolean not null,                  -- signs steps of reviews on their behalf
  escalations boolean not null,              -- gets what a manager gets about their people
  site_id uuid references site,              -- only for documents of this site; none: all
  named_at timestamptz not null,
  ended_at timestamptz,
  constraint deputy__another_person check (deputy_id <> person_id),
  constraint deputy__for_something check (reviews or escalations)
);
comment on table deputy is 'Who may act on behalf of whom, from day to day. Ending it early keeps the row.';
create index deputy__person on deputy (person_id);
create index deputy__deputy on deputy (deputy_id) where ended_at is null;

call regulate('deputy');
