-- Audiences of groups, curricula, exemptions and additions of single persons (MTX-02, MTX-06).

-- An audience is any of its groups; a person is in a group when all of its conditions hold and none of its exceptions does.
alter table matrix_rule_version add column audience jsonb, add column curriculum_ids uuid[] not null default '{}';
-- The same rules in another form: nothing regulated happens, so the columns are rewritten and no row is updated.
alter table matrix_rule_version alter column audience type jsonb using jsonb_build_array(jsonb_build_object('none', '[]'::jsonb, 'all',
  case when role_ids = '{}' then '[]'::jsonb else jsonb_build_array(jsonb_build_object('kind', 'role', 'ids', to_jsonb(role_ids))) end
  || case when department_ids = '{}' then '[]'::jsonb else jsonb_build_array(jsonb_build_object('kind', 'department', 'ids', to_jsonb(department_ids))) end
  || case when site_ids = '{}' then '[]'::jsonb else jsonb_build_array(jsonb_build_object('kind', 'site', 'ids', to_jsonb(site_ids))) end));
alter table matrix_rule_version alter column audience set not null, drop column role_ids, drop column department_ids, drop column site_ids,
  drop constraint matrix_rule_version_document_ids_check,
  add constraint matrix_rule_version__audience check (jsonb_typeof(audience) = 'array' and jsonb_array_length(audience) > 0),
  add constraint matrix_rule_version__leads_somewhere check (cardinality(document_ids) + cardinality(curriculum_ids) > 0);
comment on column matrix_rule_version.audience is '[{all: [condition], none: [condition]}]; a condition is {kind: role | department | site, ids} or {kind: attribute, key, values}, any of which is enough.';
comment on column matrix_rule_version.curriculum_ids is 'The rule leads to the documents of the current version of each of these.';

create table curriculum (
  id uuid primary key,
  number integer not null constraint curriculum__number unique,
  created_at timestamptz not null
);
create table curriculum_version (
  id uuid primary key,
  curriculum_id uuid not null references curriculum,
  version integer not null,
  name text not null constraint curriculum_version__name check (name <> ''),
  document_ids uuid[] not null constraint curriculum_version__documents check (cardinality(document_ids) > 0),
  owner_id uuid references person,
  signature_id uuid references signature,
  created_at timestamptz not null,
  superseded_at timestamptz,                 -- replaced by a later version
  constraint curriculum_version__number unique (curriculum_id, version)
);
create unique index curriculum_version__one_current on curriculum_version (curriculum_id) where superseded_at is null;
create unique index curriculum_version__one_name on curriculum_version (lower(name)) where superseded_at is null;
comment on table curriculum_version is 'A named set of documents, as signed. Rules that lead to a curriculum follow its current version.';

-- One person is exempted from a document, or given one more than the rules ask for.
create table person_exception (
  id uuid primary key,
  person_id uuid not null references person,
  document_id uuid not null references document,
  kind text not null constraint person_exception__kind check (kind in ('exemption', 'addition')),
  during daterange not null constraint person_exception__expires check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  reason text not null constraint person_exception__reason check (reason <> ''),
  signature_id uuid not null references signature,
  by_id uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz,                      -- taken back before it expired
  ended_why text,
  constraint person_exception__ended check ((ended_at is null) = (ended_why is null)),
  constraint person_exception__one_at_a_time exclude using gist (person_id with =, document_id with =, during with &&) where (ended_at is null)
);
create index person_exception__person on person_exception (person_id, document_id);
create index person_exception__document on person_exception (document_id) where ended_at is null;
create index person_exception__begins on person_exception (lower(during)) where ended_at is null;
create index person_exception__ends on person_exception (upper(during)) where ended_at is null;
comment on table person_exception is 'Exemptions and additions of single persons, each with reason, expiry and signature. It holds on the days of its period until it is taken back.';

call regulate('curriculum'); call regulate('curriculum_version'); call regulate('person_exception');
