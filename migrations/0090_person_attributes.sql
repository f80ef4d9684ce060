-- What holds of a person besides site, department, manager and roles: shift = night, contract = agency (MTX-01, MTX-02).
create table person_attribute (
  id uuid primary key,
  person_id uuid not null references person,
  key text not null constraint person_attribute__key check (key <> '' and key = lower(btrim(key))),
  value text not null constraint person_attribute__value check (value <> ''),
  during daterange not null constraint person_attribute__days check (not isempty(during) and lower(during) is not null),
  constraint person_attribute__one_value_at_a_time unique (person_id, key, during without overlaps)
);
comment on table person_attribute is 'Free attributes of people over time; the matrix can ask for them.';
create index person_attribute__person on person_attribute (person_id, lower(during));
create index person_attribute__value on person_attribute (key, value);
create index person_attribute__begins on person_attribute (lower(during));
create index person_attribute__ends on person_attribute (upper(during));

alter table person drop column attributes;  -- never used: it knew no days

call regulate('person_attribute');
