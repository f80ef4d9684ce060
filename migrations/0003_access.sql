-- Sign-in, sessions, product roles, keys of other systems (SEC-01, SEC-02) and electronic signatures (SIG-01 to SIG-04).
create table account (
  person_id uuid primary key references person,
  password_hash text,                       -- argon2id in PHC string format
  invitation_hash bytea unique,             -- SHA-256 of the one-time token that sets the password
  invitation_expires_at timestamptz,
  failures integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  agreement_accepted_at timestamptz         -- SIG-03: the signature agreement
);

create table session (
  id uuid primary key,                      -- what the audit trail names
  token_hash bytea not null unique,         -- SHA-256 of the opaque token in the cookie
  person_id uuid not null references person,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  address text,
  agent text
);
create index session__person on session (person_id);
grant select, insert, update on session to readback_app;  -- operational; sign-in and sign-out are audited as events

create table role_grant (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null check (role in ('manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator')),
  site_id uuid references site,
  department_id uuid references department,
  granted_at timestamptz not null,
  revoked_at timestamptz
);
create unique index role_grant__once on role_grant (person_id, role, coalesce(site_id, '00000000-0000-0000-0000-000000000000'), coalesce(department_id, '00000000-0000-0000-0000-000000000000')) where revoked_at is null;

create table api_key (
  id uuid primary key,
  name text not null,
  role text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by uuid references person,        -- the key may not grant roles to the one who made it
  revoked_at timestamptz
);

-- Codes printed at server start; whoever can read the server's output may do the first set-up.
create table setup_code (
  code_hash bytea primary key,              -- SHA-256
  created_at timestamptz not null
);
grant select, insert, delete on setup_code to readback_app;  -- operational; empty once the set-up is done

create table signature (
  id uuid primary key,
  person_id uuid not null references person,
  printed_name text not null,
  meaning text not null check (meaning in ('authored', 'reviewed', 'approved', 'read_and_understood', 'assessed', 'witnessed', 'verified')),
  subject_kind text not null,
  subject_id uuid not null,
  statement text not null,                  -- verbatim as shown
  signed_at timestamptz not null,
  zone text not null,
  method text not null check (method in ('password')),
  payload text not null,                    -- canonical JSON of all that is signed
  digest bytea not null check (length(digest) = 32)  -- SHA-256 of payload
);
create index signature__subject on signature (subject_id);
create index signature__person on signature (person_id, signed_at);

call regulate('account'); call regulate('role_grant'); call regulate('api_key');
call regulate('signature'); call freeze('signature');
