-- Training recurs (TRN-10); policy asks for more on the personal path (TRN-02) and after a long absence (MTX-09).
alter table risk_policy
  add column renewal_basis text not null default 'none' constraint risk_policy__renewal_basis check (renewal_basis in ('none', 'rolling', 'anniversary')),
  add column renewal_months smallint not null default 12 constraint risk_policy__renewal_months check (renewal_months between 1 and 120),
  add column renewal_window_days smallint not null default 30 constraint risk_policy__renewal_window check (renewal_window_days between 1 and 365),
  add column revision_renews boolean not null default true,
  add column full_for_minor boolean not null default false,
  add column absence_months smallint not null default 0 constraint risk_policy__absence_months check (absence_months between 0 and 120);
-- Not by an update, which nobody can make: what somebody signed said nothing of absence, what the product comes with does.
alter table risk_policy alter column absence_months type smallint using case when risk = 'critical' and version = 1 then 6 else 0 end;
comment on column risk_policy.renewal_window_days is 'Days ahead of the end of a qualification at which its renewal is assigned.';
comment on column risk_policy.absence_months is 'After a longer leave a qualification is assessed again; 0: never.';

create table document_recurrence (
  id uuid primary key,
  document_id uuid not null references document,
  version integer not null,
  basis text not null constraint document_recurrence__basis check (basis in ('policy', 'none', 'rolling', 'anniversary', 'calendar')),
  months smallint constraint document_recurrence__months check (months between 1 and 120),
  window_days smallint constraint document_recurrence__window check (window_days between 1 and 365),
  opens text constraint document_recurrence__opens check (opens ~ '^\d\d-\d\d$'),   -- MM-DD, of every year
  due text constraint document_recurrence__due check (due ~ '^\d\d-\d\d$'),
  revision_renews boolean,
  reason text not null,
  signature_id uuid not null references signature,
  signed_at timestamptz not null,
  constraint document_recurrence__version unique (document_id, version),
  constraint document_recurrence__whole check (case basis
    when 'rolling' then months is not null and window_days is not null and revision_renews is not null and opens is null and due is null
    when 'anniversary' then months is not null and window_days is not null and revision_renews is not null and opens is null and due is null
    when 'calendar' then months is null and window_days is null and opens is not null and due is not null and revision_renews is not null
    else months is null and window_days is null and opens is null and due is null and revision_renews is null end)
);
comment on table document_recurrence is 'How training on one document recurs where that is not left to the policy of its risk class. The highest version is the one in force.';
call regulate('document_recurrence'); call freeze('document_recurrence');

-- The day from which anniversaries count: months end on different days, so it cannot be had from the day before.
alter table training_record add column anchor_on date;
alter table training_record drop constraint training_record_digest_format_check;
alter table training_record add constraint training_record__digest_format check (digest_format in (1, 2, 3));
comment on column training_record.digest_format is '1 and 2: see the migration that added it; 3: of a training, the whole record with the end of its validity and the anchor of its anniversaries.';
-- What opens or ends on a day is found by its end, and what was made without an end by when it was made.
create index training_record__valid_until on training_record (valid_until) where valid_until is not null;
create index training_record__unlimited on training_record (document_id, event_at) where valid_until is null and kind = 'training';
create index training_record__made on training_record (event_at) where valid_until is not null or kind = 'carry_forward';
grant select on all tables in schema public to readback_app;
