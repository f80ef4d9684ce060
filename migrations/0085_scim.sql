-- Directories that keep our people up to date by SCIM 2.0 (HR-01, HR-02): the connections, and what only the protocol needs to know.
create table scim_connection (
  id uuid primary key,                          -- also the actor in the audit trail
  name text not null check (name <> ''),
  kind text not null check (kind in ('entra', 'okta', 'other')),
  token_hash bytea not null constraint scim_connection__token unique,   -- SHA-256; the secret is shown once
  token_made_at timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  revoked_at timestamptz,
  mapping jsonb not null
);
comment on table scim_connection is 'A directory that may write people by SCIM. mapping says which of its attributes and groups give number, name, place and roles.';
create unique index scim_connection__name on scim_connection (lower(name)) where revoked_at is null;

create function scim_emails(resource jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(lower(mail ->> 'value')), '{}') from jsonb_array_elements(case when jsonb_typeof(resource -> 'emails') = 'array' then resource -> 'emails' else '[]' end) mail
$$;

create table scim_user (
  id uuid primary key,                          -- the id the directory knows
  connection_id uuid not null references scim_connection,
  person_id uuid references person,             -- null until the user is active for the first time
  user_name text not null,
  external_id text,
  active boolean not null,
  resource jsonb not null,                      -- attributes as the directory wrote them, in the spelling of RFC 7643
  role_ids uuid[] not null default '{}',        -- job roles the directory gave last; others were given by hand and stay
  version integer not null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  deleted_at timestamptz,
  held_at timestamptz,
  left_at timestamptz,                          -- when the directory last ended their employment, or moved them: what is counted
  moved_at timestamptz,
  held_what text check (held_what in ('leaving', 'moving')),
  constraint scim_user__held check ((held_at is null) = (held_what is null))
);
comment on table scim_user is 'A user of a directory. The facts that count are in person and employment; here is what only the protocol needs. Held: what it says is not carried out before somebody confirms it.';
create unique index scim_user__name on scim_user (connection_id, lower(user_name)) where deleted_at is null;
create unique index scim_user__person on scim_user (connection_id, person_id) where deleted_at is null;
create index scim_user__page on scim_user (connection_id, id) where deleted_at is null;
create index scim_user__external on scim_user (connection_id, external_id) where deleted_at is null;
create index scim_user__number on scim_user (connection_id, lower(resource -> 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User' ->> 'employeeNumber')) where deleted_at is null;
create index scim_user__display on scim_user (connection_id, lower(resource ->> 'displayName')) where deleted_at is null;
create index scim_user__emails on scim_user using gin (scim_emails(resource));
create index scim_user__changed on scim_user (connection_id, modified_at) where deleted_at is null;
create index scim_user__waiting on scim_user (connection_id, held_at) where held_at is not null;

create index scim_user__left on scim_user (connection_id, left_at) where left_at is not null;
create index scim_user__moved on scim_user (connection_id, moved_at) where moved_at is not null;

create table scim_group (
  id uuid primary key,
  connection_id uuid not null references scim_connection,
  display_name text not null check (display_name <> ''),
  external_id text,
  version integer not null,
  created_at timestamptz not null,
  modified_at timestamptz not null
);
comment on table scim_group is 'A group of a directory; by the mapping it gives its members a job role, a site or a department.';
create unique index scim_group__name on scim_group (connection_id, lower(display_name));
create index scim_group__external on scim_group (connection_id, external_id);

create table scim_member (
  group_id uuid not null references scim_group,
  user_id uuid not null references scim_user,
  primary key (group_id, user_id)
);
create index scim_member__user on scim_member (user_id);

create table scim_call (
  connection_id uuid not null references scim_connection,
  seq bigint generated always as identity,
  at timestamptz not null,
  method text not null,
  path text not null,
  status smallint not null,
  problem text,
  primary key (connection_id, seq)
);
comment on table scim_call is 'The last calls of each directory and what they came to, for whoever sets it up. Operational; changes are in the audit trail.';
create index scim_call__problems on scim_call (connection_id, seq) where status >= 400;
grant select, insert, delete on scim_call to readback_app;

create sequence scim_number;
comment on sequence scim_number is 'Employee numbers for users of a directory that gives none, where its mapping allows it.';
grant usage on sequence scim_number to readback_app;

call regulate('scim_connection'); call regulate('scim_user'); call regulate('scim_group'); call regulate('scim_member');
