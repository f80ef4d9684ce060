-- Policies per risk class: versioned, signed, written once (DOC-06, DOC-07, TRN-03, IMP-03, IMP-05).
create table risk_policy (
  id uuid primary key,
  risk text not null constraint risk_policy__risk check (risk in ('critical', 'high', 'medium', 'low')),
  version integer not null,
  effective_date text not null constraint risk_policy__effective_date check (effective_date in ('date', 'all_trained', 'gate')),
  gate_percent smallint not null constraint risk_policy__gate_percent check (gate_percent between 1 and 100),
  minimum_training_days smallint not null constraint risk_policy__minimum_training_days check (minimum_training_days between 0 and 365),
  revision_days smallint not null constraint risk_policy__revision_days check (revision_days between 1 and 365),
  initial_days smallint not null constraint risk_policy__initial_days check (initial_days between 1 and 365),
  drift_versions smallint not null constraint risk_policy__drift_versions check (drift_versions between 1 and 20),
  drift_months smallint not null constraint risk_policy__drift_months check (drift_months between 1 and 120),
  retrain_prior_completers boolean not null,
  reason text,
  signature_id uuid references signature,
  signed_at timestamptz,
  constraint risk_policy__version unique (risk, version),
  -- Version 1 is what the product comes with; every later one is somebody's signed decision.
  constraint risk_policy__signed check ((version = 1) = (signature_id is null) and (version = 1) = (signed_at is null) and (version = 1) = (reason is null))
);
comment on table risk_policy is 'Settings of a risk class. The highest version of a class is the one in force; the one before ended when it was signed.';

insert into risk_policy (id, risk, version, effective_date, gate_percent, minimum_training_days, revision_days, initial_days, drift_versions, drift_months, retrain_prior_completers) values
  (uuidv7(), 'critical', 1, 'gate', 90, 14, 30, 14, 3, 24, false),
  (uuidv7(), 'high', 1, 'date', 100, 7, 30, 30, 3, 24, false),
  (uuidv7(), 'medium', 1, 'date', 100, 5, 30, 30, 3, 24, false),
  (uuidv7(), 'low', 1, 'date', 100, 0, 60, 60, 3, 24, false);

call regulate('risk_policy'); call freeze('risk_policy');
