-- Document types as configured objects: how they are numbered, what they propose, by which route they are approved (DOC-01, DOC-04).
create table document_type (
  id uuid primary key,
  code text not null constraint document_type__code unique check (code <> ''),
  name text not null check (name <> ''),
  numbering text not null,                   -- "SOP-{site}-{0000}": fixed text, the site's code, a counter of at least so many digits
  by_hand boolean not null default true,     -- whoever registers may give another number than the next one
  risk text not null check (risk in ('critical', 'high', 'medium', 'low')),
  review_months integer not null check (review_months between 1 and 120),
  route jsonb not null,                      -- stages of steps, then the approval that decides training (src/features/documents/review/types.ts)
  created_at timestamptz not null
);
comment on table document_type is 'What kind of document there is. Its route is copied to a review when a version is submitted; a change concerns later submissions only.';

insert into document_type (id, code, name, numbering, risk, review_months, route, created_at)
select gen_random_uuid(), code, name, numbering, risk, months,
  '{"stages": [], "approval": {"who": {"kind": "role", "role": "approver"}, "days": 10}, "commentsBlock": false, "sameSigner": false}', now()
from (values ('SOP', 'Standard operating procedure', 'SOP-{000}', 'medium', 24), ('WI', 'Work instruction', 'WI-{000}', 'medium', 24),
             ('Policy', 'Policy', 'POL-{000}', 'medium', 36), ('Form', 'Form', 'FRM-{000}', 'low', 36)) as usual (code, name, numbering, risk, months);
-- Types were free text before: what is in use becomes a type of its own.
insert into document_type (id, code, name, numbering, risk, review_months, route, created_at)
select gen_random_uuid(), used.type, used.type, translate(left(used.type, 20), '{}', '') || '-{000}', 'medium', 24, (select route from document_type where code = 'SOP'), now()
from (select distinct type from document) used where not exists (select from document_type where code = used.type);

alter table document add constraint document__type foreign key (type) references document_type (code);
create index document__type on document (type);

call regulate('document_type');
