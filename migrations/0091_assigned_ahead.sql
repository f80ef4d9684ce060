-- What a change of a person that lies ahead will require is assigned before it: there is no obligation yet (MTX-08).
alter table assignment add column ahead_on date, add column ahead_reasons jsonb,
  add constraint assignment__ahead check ((ahead_on is null) = (ahead_reasons is null));
comment on column assignment.ahead_on is 'The first day of the role, site or attribute that will require it. Stays when the day has come.';
comment on column assignment.ahead_reasons is 'Why it will be required from that day on.';
create index assignment__ahead on assignment (person_id) where closed_at is null and ahead_on is not null;
