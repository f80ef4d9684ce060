-- Changes of rules and curricula that a second person approves (MTX-02).

-- Whether one is needed: versioned, signed, written once.
create table matrix_policy (
  id uuid primary key,
  version integer not null constraint matrix_policy__version unique,
  second_person boolean not null,
  reason text,
  signature_id uuid references signature,
  signed_at timestamptz,
  -- Version 1 is what the installation began with; every later one is somebody's signed decision.
  constraint matrix_policy__signed check ((version = 1) = (signature_id is null) and (version = 1) = (signed_at is null) and (version = 1) = (reason is null))
);
comment on table matrix_policy is 'Whether a second person approves changes of rules and curricula. The highest version is the one in force.';
-- A new company begins with four eyes. One that was there before goes on as it worked, until quality signs otherwise.
insert into matrix_policy (id, version, second_person) select uuidv7(), 1, not exists (select from organisation);

create table matrix_proposal (
  id uuid primary key,
  kind text not null constraint matrix_proposal__kind check (kind in ('rule', 'rule_end', 'curriculum')),
  rule_id uuid references matrix_rule,             -- none: a rule that does not exist before the approval
  curriculum_id uuid references curriculum,        -- none: likewise
  version integer not null,                        -- what it would become; of an end: the version that ends
  name text not null,
  content jsonb not null,                          -- the rule or curriculum as written, or {lastDay, reason}
  owner_id uuid references person,
  effect jsonb not null,                           -- what it would have done when it was proposed
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  signature_id uuid not null references signature, -- of whoever wrote it
  decision text constraint matrix_proposal__decision check (decision in ('approved', 'returned', 'withdrawn')),
  decided_by uuid references person,
  decided_at timestamptz,
  decision_reason text,
  decision_signature_id uuid references signature,
  decided_effect jsonb,                            -- what the approver saw that it would do
  constraint matrix_proposal__about check (case kind when 'rule' then curriculum_id is null when 'rule_end' then rule_id is not null and curriculum_id is null else rule_id is null end),
  constraint matrix_proposal__decided check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  constraint matrix_proposal__second_person check (decision is null or (decision = 'withdrawn') = (decided_by = proposed_by)),
  constraint matrix_proposal__approved check ((decision is not distinct from 'approved') = (decision_signature_id is not null) and (decision_signature_id is null) = (decided_effect is null)),
  constraint matrix_proposal__returned check (decision is distinct from 'returned' or decision_reason <> '')
);
create unique index matrix_proposal__one_for_a_rule on matrix_proposal (rule_id) where decision is null;
create unique index matrix_proposal__one_for_a_curriculum on matrix_proposal (curriculum_id) where decision is null;
create index matrix_proposal__waiting on matrix_proposal (proposed_at) where decision is null;
comment on table matrix_proposal is 'A change of the matrix that waits for, or had, the decision of a second person. Nothing of it holds before its approval.';

create function forbid_proposal_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.decision is not null then
    raise exception 'a decided proposal stays as it is, and none is deleted';
  end if;
  if (to_jsonb(new) - '{rule_id,curriculum_id,decision,decided_by,decided_at,decision_reason,decision_signature_id,decided_effect}'::text[])
    <> (to_jsonb(old) - '{rule_id,curriculum_id,decision,decided_by,decided_at,decision_reason,decision_signature_id,decided_effect}'::text[]) then
    raise exception 'what was proposed stays as it was signed';
  end if;
  return new;
end $$;
create trigger matrix_proposal__stays before update or delete on matrix_proposal for each row execute function forbid_proposal_change();

alter table matrix_rule_version add column proposal_id uuid references matrix_proposal;
alter table curriculum_version add column proposal_id uuid references matrix_proposal;

call regulate('matrix_policy'); call freeze('matrix_policy'); call regulate('matrix_proposal');
