-- Organisation, people and what holds of them over time (MTX-01).
create extension if not exists btree_gist;
create table organisation (
  singleton boolean primary key default true check (singleton),
  name text not null check (name <> ''),
  zone text not null,
  policies jsonb not null default '{}'
);

create table site (
  id uuid primary key,
  code text not null constraint site__code unique,
  name text not null,
  zone text not null,                                   -- IANA name
  locale text not null default 'en',
  working_days smallint[] not null default '{1,2,3,4,5}', -- ISO week days
  holidays date[] not null default '{}'
);

create table department (
  id uuid primary key,
  code text not null constraint department__code unique,
  name text not null,
  parent_id uuid references department,
  path uuid[] not null                                  -- from the root down to this one, for subtree questions
);
create index department__path on department using gin (path);

create table job_role (
  id uuid primary key,
  code text not null constraint job_role__code unique,
  name text not null
);

create table person (
  id uuid primary key,
  employee_number text not null constraint person__employee_number unique,
  name text not null check (name <> ''),
  email text,
  attributes jsonb not null default '{}',
  search text generated always as (lower(name || ' ' || employee_number || ' ' || coalesce(email, ''))) stored
);
create unique index person__email on person (lower(email)) where email is not null;
create index person__name on person (lower(name), id);

-- Where a person works, from day to day. No row covers a day on which they are not employed.
create table employment (
  id uuid primary key,
  person_id uuid not null references person,
  during daterange not null check (not isempty(during) and lower(during) is not null),
  state text not null check (state in ('active', 'on_leave')),
  site_id uuid not null references site,
  department_id uuid not null references department,
  manager_id uuid references person,
  manager_name text,                                    -- as the directory wrote it, where it names nobody we know
  constraint employment__one_at_a_time unique (person_id, during without overlaps)
);
create index employment__person on employment (person_id, lower(during));
create index employment__begins on employment (lower(during));
create index employment__ends on employment (upper(during));
create index employment__manager on employment (manager_id);
create index employment__department on employment (department_id);

create table person_role (
  id uuid primary key,
  person_id uuid not null references person,
  role_id uuid not null references job_role,
  during daterange not null check (not isempty(during) and lower(during) is not null),
  constraint person_role__no_overlap unique (person_id, role_id, during without overlaps)
);
create index person_role__person on person_role (person_id, lower(during));   -- 200 times faster than the constraint's GiST index, which knows no order of ids
create index person_role__begins on person_role (lower(during));
create index person_role__ends on person_role (upper(during));
create index person_role__role on person_role (role_id);

create table roster_import (
  id uuid primary key,
  at timestamptz not null,
  by_id uuid,
  file_name text not null,
  sha256 bytea not null,
  mapping jsonb not null,
  summary jsonb not null
);

call regulate('organisation'); call regulate('site'); call regulate('department'); call regulate('job_role');
call regulate('person'); call regulate('employment'); call regulate('person_role'); call regulate('roster_import');
