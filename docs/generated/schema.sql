-- The schema after all migrations, written by `npm run generate`. Not run by anything.

create table account (
  person_id uuid not null,
  password_hash text,
  invitation_hash bytea,
  invitation_expires_at timestamp with time zone,
  failures integer not null default 0,
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  agreement_accepted_at timestamp with time zone,
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint account_pkey PRIMARY KEY (person_id),
  constraint account_invitation_hash_key UNIQUE (invitation_hash)
);
CREATE TRIGGER account__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on account to readback_app;

create table api_key (
  id uuid not null,
  name text not null,
  role text not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  revoked_at timestamp with time zone,
  constraint api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_token_hash_key UNIQUE (token_hash)
);
CREATE TRIGGER api_key__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.api_key FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on api_key to readback_app;

-- Who may assess a version before anybody is qualified on it. The highest number of a version is the list in force; an empty one ends it.
create table assessor_list (
  id uuid not null,
  version_id uuid not null,
  number integer not null,
  person_ids uuid[] not null,
  reason text not null,
  signature_id uuid not null,
  signed_at timestamp with time zone not null,
  constraint assessor_list_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint assessor_list_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint assessor_list_pkey PRIMARY KEY (id),
  constraint assessor_list__number UNIQUE (version_id, number)
);
CREATE TRIGGER assessor_list__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.assessor_list FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER assessor_list__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.assessor_list FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on assessor_list to readback_app;

create table assignment (
  id uuid not null,
  person_id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  path text not null,
  cause text not null,
  covers uuid[] not null,
  assigned_at timestamp with time zone not null,
  due_on date not null,
  due_at timestamp with time zone not null,
  zone text not null,
  overdue_since timestamp with time zone,
  opened_at timestamp with time zone,
  extra_attempts smallint not null default 0,
  closed_at timestamp with time zone,
  closed_as text,
  closed_why text,
  leave_counted_until date,
  ahead_on date,
  ahead_reasons jsonb,
  path_why text,
  failed_at timestamp with time zone,
  not_competent_at timestamp with time zone,
  practical_since timestamp with time zone,
  constraint assignment__ahead CHECK (((ahead_on IS NULL) = (ahead_reasons IS NULL))),
  constraint assignment_cause_check CHECK ((cause = ANY (ARRAY['hire'::text, 'transfer'::text, 'rule'::text, 'revision'::text, 'new_document'::text, 'return'::text, 'renewal'::text]))),
  constraint assignment_check CHECK (((closed_at IS NULL) = (closed_as IS NULL))),
  constraint assignment_closed_as_check CHECK ((closed_as = ANY (ARRAY['completed'::text, 'superseded'::text, 'cancelled'::text]))),
  constraint assignment_path_check CHECK ((path = ANY (ARRAY['full'::text, 'refresher'::text, 'recertification'::text, 'practical'::text, 'notice'::text]))),
  constraint assignment_pkey PRIMARY KEY (id)
);
CREATE INDEX assignment__ahead ON public.assignment USING btree (person_id) WHERE ((closed_at IS NULL) AND (ahead_on IS NOT NULL));
CREATE INDEX assignment__coming_due ON public.assignment USING btree (due_at) WHERE ((closed_at IS NULL) AND (overdue_since IS NULL));
CREATE INDEX assignment__failed ON public.assignment USING btree (person_id, document_id) WHERE (failed_at IS NOT NULL);
CREATE INDEX assignment__open_document ON public.assignment USING btree (document_id) WHERE (closed_at IS NULL);
CREATE INDEX assignment__open_due ON public.assignment USING btree (due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX assignment__open_person ON public.assignment USING btree (person_id, due_at) WHERE (closed_at IS NULL);
CREATE INDEX assignment__person ON public.assignment USING btree (person_id, document_id);
CREATE INDEX assignment__to_be_assessed ON public.assignment USING btree (practical_since, id) WHERE ((closed_at IS NULL) AND (practical_since IS NOT NULL));
CREATE INDEX assignment__version ON public.assignment USING btree (version_id);
CREATE UNIQUE INDEX assignment__one_open_per_version ON public.assignment USING btree (person_id, version_id) WHERE (closed_at IS NULL);
CREATE TRIGGER assignment__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.assignment FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER assignment__bound BEFORE UPDATE OF person_id, document_id, version_id, path, covers ON public.assignment FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER assignment__refers AFTER INSERT ON public.assignment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assignment_refers();
grant delete, insert, select, update on assignment to readback_app;

create table audit_checkpoint (
  size bigint not null,
  root bytea not null,
  frontier bytea[] not null,
  horizon xid8 not null,
  note text not null,
  at timestamp with time zone not null,
  constraint audit_checkpoint_size_check CHECK ((size > 0)),
  constraint audit_checkpoint_pkey PRIMARY KEY (size)
);
CREATE TRIGGER audit_checkpoint__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on audit_checkpoint to readback_app;

-- Append-only. body holds the whole event as canonical JSON; the other columns repeat parts of it for searching.
create table audit_event (
  id uuid not null,
  at timestamp with time zone not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  body text not null,
  mac bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint audit_event_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_event__actor ON public.audit_event USING btree (actor_id, id);
CREATE INDEX audit_event__at ON public.audit_event USING btree (at, id);
CREATE INDEX audit_event__subject ON public.audit_event USING btree (subject_id, id);
CREATE INDEX audit_event__xid ON public.audit_event USING btree (xid);
CREATE TRIGGER audit_event__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on audit_event to readback_app;

-- Gapless position of each committed event in the tree; written by the sealer alone.
create table audit_leaf (
  seq bigint not null,
  event_id uuid not null,
  leaf_hash bytea not null,
  constraint audit_leaf_leaf_hash_check CHECK ((length(leaf_hash) = 32)),
  constraint audit_leaf_seq_check CHECK ((seq >= 0)),
  constraint audit_leaf_pkey PRIMARY KEY (seq),
  constraint audit_leaf_event_id_key UNIQUE (event_id)
);
CREATE TRIGGER audit_leaf__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on audit_leaf to readback_app;

create table clock_mark (
  name text not null,
  through timestamp with time zone not null,
  constraint clock_mark_pkey PRIMARY KEY (name)
);
grant insert, select, update on clock_mark to readback_app;

create table content_file (
  sha256 bytea not null,
  bytes bytea not null,
  size integer generated always as (octet_length(bytes)) stored,
  constraint content_file_sha256_check CHECK ((length(sha256) = 32)),
  constraint content_file_pkey PRIMARY KEY (sha256)
);
CREATE TRIGGER content_file__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.content_file FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER content_file__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.content_file FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on content_file to readback_app;

-- Numbered per document and never again. Whether a copy is to be recalled follows from the state of its version.
create table controlled_copy (
  id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  number integer not null,
  holder text not null,
  issuer_id uuid not null,
  issued_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_as text,
  note text,
  constraint controlled_copy__ended CHECK (((ended_at IS NULL) = (ended_as IS NULL))),
  constraint controlled_copy_ended_as_check CHECK ((ended_as = ANY (ARRAY['returned'::text, 'destroyed'::text, 'lost'::text]))),
  constraint controlled_copy_holder_check CHECK ((holder <> ''::text)),
  constraint controlled_copy_number_check CHECK ((number > 0)),
  constraint controlled_copy_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint controlled_copy_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES person(id),
  constraint controlled_copy_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint controlled_copy_pkey PRIMARY KEY (id),
  constraint controlled_copy__number UNIQUE (document_id, number)
);
CREATE INDEX controlled_copy__out ON public.controlled_copy USING btree (version_id) WHERE (ended_at IS NULL);
CREATE TRIGGER controlled_copy__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.controlled_copy FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER controlled_copy__bound BEFORE DELETE OR UPDATE ON public.controlled_copy FOR EACH ROW EXECUTE FUNCTION forbid_copy_change();
grant delete, insert, select, update on controlled_copy to readback_app;

create table curriculum (
  id uuid not null,
  number integer not null,
  created_at timestamp with time zone not null,
  constraint curriculum_pkey PRIMARY KEY (id),
  constraint curriculum__number UNIQUE (number)
);
CREATE TRIGGER curriculum__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.curriculum FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on curriculum to readback_app;

-- A named set of documents, as signed. Rules that lead to a curriculum follow its current version.
create table curriculum_version (
  id uuid not null,
  curriculum_id uuid not null,
  version integer not null,
  name text not null,
  document_ids uuid[] not null,
  owner_id uuid,
  signature_id uuid,
  created_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  proposal_id uuid,
  constraint curriculum_version__documents CHECK ((cardinality(document_ids) > 0)),
  constraint curriculum_version__name CHECK ((name <> ''::text)),
  constraint curriculum_version_curriculum_id_fkey FOREIGN KEY (curriculum_id) REFERENCES curriculum(id),
  constraint curriculum_version_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint curriculum_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES matrix_proposal(id),
  constraint curriculum_version_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint curriculum_version_pkey PRIMARY KEY (id),
  constraint curriculum_version__number UNIQUE (curriculum_id, version)
);
CREATE UNIQUE INDEX curriculum_version__one_current ON public.curriculum_version USING btree (curriculum_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX curriculum_version__one_name ON public.curriculum_version USING btree (lower(name)) WHERE (superseded_at IS NULL);
CREATE TRIGGER curriculum_version__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.curriculum_version FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on curriculum_version to readback_app;

create table department (
  id uuid not null,
  code text not null,
  name text not null,
  parent_id uuid,
  path uuid[] not null,
  constraint department_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES department(id),
  constraint department_pkey PRIMARY KEY (id),
  constraint department__code UNIQUE (code)
);
CREATE INDEX department__path ON public.department USING gin (path);
CREATE TRIGGER department__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.department FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on department to readback_app;

-- Who may act on behalf of whom, from day to day. Ending it early keeps the row.
create table deputy (
  id uuid not null,
  person_id uuid not null,
  deputy_id uuid not null,
  during daterange not null,
  reviews boolean not null,
  escalations boolean not null,
  site_id uuid,
  named_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint deputy__another_person CHECK ((deputy_id <> person_id)),
  constraint deputy__for_something CHECK ((reviews OR escalations)),
  constraint deputy_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during)))),
  constraint deputy_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES person(id),
  constraint deputy_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint deputy_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint deputy_pkey PRIMARY KEY (id)
);
CREATE INDEX deputy__deputy ON public.deputy USING btree (deputy_id) WHERE (ended_at IS NULL);
CREATE INDEX deputy__person ON public.deputy USING btree (person_id);
CREATE TRIGGER deputy__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.deputy FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on deputy to readback_app;

create table document (
  id uuid not null,
  number text not null,
  title text not null,
  type text not null,
  owner_id uuid not null,
  risk text not null,
  review_months integer not null,
  site_id uuid,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  sort_key text not null generated always as (natural_key(number)) stored,
  search text not null generated always as (lower(((number || ' '::text) || title))) stored,
  number_plain text not null generated always as (plain_number(number)) stored,
  constraint document_review_months_check CHECK (((review_months >= 1) AND (review_months <= 120))),
  constraint document_risk_check CHECK ((risk = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text]))),
  constraint document_title_check CHECK ((title <> ''::text)),
  constraint document__type FOREIGN KEY (type) REFERENCES document_type(code),
  constraint document_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint document_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint document_pkey PRIMARY KEY (id),
  constraint document__number UNIQUE (number)
);
CREATE INDEX document__number_plain ON public.document USING btree (number_plain text_pattern_ops);
CREATE INDEX document__search ON public.document USING gin (search gin_trgm_ops);
CREATE INDEX document__sort ON public.document USING btree (sort_key, number);
CREATE INDEX document__type ON public.document USING btree (type);
CREATE TRIGGER document__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document__kept BEFORE DELETE OR TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant delete, insert, select, update on document to readback_app;

-- One signed import of documents; its versions point here instead of at an approval.
create table document_baseline (
  id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  manifest_sha256 bytea not null,
  versions integer not null,
  signer_id uuid not null,
  signed_at timestamp with time zone not null,
  constraint document_baseline_manifest_sha256_check CHECK ((length(manifest_sha256) = 32)),
  constraint document_baseline_sha256_check CHECK ((length(sha256) = 32)),
  constraint document_baseline_versions_check CHECK ((versions > 0)),
  constraint document_baseline_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES person(id),
  constraint document_baseline_pkey PRIMARY KEY (id)
);
CREATE INDEX document_baseline__signer ON public.document_baseline USING btree (signer_id);
CREATE TRIGGER document_baseline__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_baseline FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document_baseline__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.document_baseline FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on document_baseline to readback_app;

create table document_change (
  id uuid not null,
  document_id uuid not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  reason text not null,
  changes jsonb not null,
  constraint document_change_reason_check CHECK ((reason <> ''::text)),
  constraint document_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES person(id),
  constraint document_change_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint document_change_pkey PRIMARY KEY (id)
);
CREATE INDEX document_change__document ON public.document_change USING btree (document_id, changed_at);
CREATE TRIGGER document_change__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_change FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document_change__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.document_change FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on document_change to readback_app;

-- How training on one document recurs where that is not left to the policy of its risk class. The highest version is the one in force.
create table document_recurrence (
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  basis text not null,
  months smallint,
  window_days smallint,
  opens text,
  due text,
  revision_renews boolean,
  reason text not null,
  signature_id uuid not null,
  signed_at timestamp with time zone not null,
  constraint document_recurrence__basis CHECK ((basis = ANY (ARRAY['policy'::text, 'none'::text, 'rolling'::text, 'anniversary'::text, 'calendar'::text]))),
  constraint document_recurrence__due CHECK ((due ~ '^\d\d-\d\d$'::text)),
  constraint document_recurrence__months CHECK (((months >= 1) AND (months <= 120))),
  constraint document_recurrence__opens CHECK ((opens ~ '^\d\d-\d\d$'::text)),
  constraint document_recurrence__whole CHECK (
CASE basis
    WHEN 'rolling'::text THEN ((months IS NOT NULL) AND (window_days IS NOT NULL) AND (revision_renews IS NOT NULL) AND (opens IS NULL) AND (due IS NULL))
    WHEN 'anniversary'::text THEN ((months IS NOT NULL) AND (window_days IS NOT NULL) AND (revision_renews IS NOT NULL) AND (opens IS NULL) AND (due IS NULL))
    WHEN 'calendar'::text THEN ((months IS NULL) AND (window_days IS NULL) AND (opens IS NOT NULL) AND (due IS NOT NULL) AND (revision_renews IS NOT NULL))
    ELSE ((months IS NULL) AND (window_days IS NULL) AND (opens IS NULL) AND (due IS NULL) AND (revision_renews IS NULL))
END),
  constraint document_recurrence__window CHECK (((window_days >= 1) AND (window_days <= 365))),
  constraint document_recurrence_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint document_recurrence_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint document_recurrence_pkey PRIMARY KEY (id),
  constraint document_recurrence__version UNIQUE (document_id, version)
);
CREATE TRIGGER document_recurrence__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_recurrence FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document_recurrence__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.document_recurrence FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on document_recurrence to readback_app;

-- from replaces, refers to, or is a form of to; that replacing and being a form lead in no circle is a rule of the product.
create table document_relation (
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  type text not null,
  created_at timestamp with time zone not null,
  constraint document_relation__two_documents CHECK ((from_id <> to_id)),
  constraint document_relation_type_check CHECK ((type = ANY (ARRAY['replaces'::text, 'refers_to'::text, 'form_of'::text]))),
  constraint document_relation_from_id_fkey FOREIGN KEY (from_id) REFERENCES document(id),
  constraint document_relation_to_id_fkey FOREIGN KEY (to_id) REFERENCES document(id),
  constraint document_relation_pkey PRIMARY KEY (id),
  constraint document_relation__once UNIQUE (from_id, to_id, type)
);
CREATE INDEX document_relation__to ON public.document_relation USING btree (to_id, type);
CREATE TRIGGER document_relation__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_relation FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on document_relation to readback_app;

create table document_section (
  version_id uuid not null,
  ordinal integer not null,
  number text,
  heading text,
  level smallint not null,
  text text not null,
  html text not null,
  sha256 bytea not null,
  words tsvector not null generated always as ((setweight(to_tsvector('readback'::regconfig, ((COALESCE(number, ''::text) || ' '::text) || COALESCE(heading, ''::text))), 'A'::"char") || setweight(to_tsvector('readback'::regconfig, "left"(text, 150000)), 'D'::"char"))) stored,
  constraint document_section_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint document_section_pkey PRIMARY KEY (version_id, ordinal)
);
CREATE INDEX document_section__words ON public.document_section USING gin (words) WITH (fastupdate=off);
CREATE TRIGGER document_section__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_section FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document_section__frozen_delete AFTER DELETE ON public.document_section REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION forbid_frozen_section();
CREATE TRIGGER document_section__frozen_insert AFTER INSERT ON public.document_section REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION forbid_frozen_section();
CREATE TRIGGER document_section__frozen_update BEFORE UPDATE ON public.document_section FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant delete, insert, select, update on document_section to readback_app;

-- What kind of document there is. Its route is copied to a review when a version is submitted; a change concerns later submissions only.
create table document_type (
  id uuid not null,
  code text not null,
  name text not null,
  numbering text not null,
  by_hand boolean not null default true,
  risk text not null,
  review_months integer not null,
  route jsonb not null,
  created_at timestamp with time zone not null,
  constraint document_type_code_check CHECK ((code <> ''::text)),
  constraint document_type_name_check CHECK ((name <> ''::text)),
  constraint document_type_review_months_check CHECK (((review_months >= 1) AND (review_months <= 120))),
  constraint document_type_risk_check CHECK ((risk = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text]))),
  constraint document_type_pkey PRIMARY KEY (id),
  constraint document_type__code UNIQUE (code)
);
CREATE TRIGGER document_type__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_type FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on document_type to readback_app;

create table document_version (
  id uuid not null,
  document_id uuid not null,
  label text not null,
  ordinal integer not null,
  change_class text not null,
  change_summary text not null,
  author_id uuid not null,
  state text not null,
  file_name text not null,
  media_type text not null,
  content_sha256 bytea not null,
  created_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  sent_back_reason text,
  approved_at timestamp with time zone,
  approver_id uuid,
  training_decision text,
  training_reason text,
  effective_on date,
  effective_at timestamp with time zone,
  in_force tstzrange,
  withdrawn_at timestamp with time zone,
  policy_id uuid,
  takes_effect text not null default 'date'::text,
  baseline_id uuid,
  baseline_row integer,
  stated_effective_on date,
  constraint document_version__approval_decides CHECK (
CASE
    WHEN (baseline_id IS NULL) THEN (((state = ANY (ARRAY['draft'::text, 'in_review'::text])) = (approved_at IS NULL)) AND ((approved_at IS NULL) = (training_decision IS NULL)) AND ((approved_at IS NULL) = (effective_at IS NULL)) AND ((approved_at IS NULL) = (approver_id IS NULL)))
    ELSE ((state = ANY (ARRAY['draft'::text, 'effective'::text, 'superseded'::text, 'retired'::text])) AND (approved_at IS NULL) AND (approver_id IS NULL) AND (training_decision IS NULL) AND (submitted_at IS NULL) AND ((state = 'draft'::text) = (effective_at IS NULL)))
END),
  constraint document_version__author_is_not_approver CHECK ((approver_id IS DISTINCT FROM author_id)),
  constraint document_version__baseline_row CHECK ((((baseline_id IS NULL) = (baseline_row IS NULL)) AND ((stated_effective_on IS NULL) OR (baseline_id IS NOT NULL)))),
  constraint document_version__in_force_state CHECK (((in_force IS NOT NULL) = (state = ANY (ARRAY['effective'::text, 'superseded'::text, 'retired'::text])))),
  constraint document_version__takes_effect CHECK ((takes_effect = ANY (ARRAY['date'::text, 'all_trained'::text, 'gate'::text]))),
  constraint document_version__withdrawn CHECK (((withdrawn_at IS NOT NULL) = (state = 'withdrawn'::text))),
  constraint document_version_change_class_check CHECK ((change_class = ANY (ARRAY['major'::text, 'minor'::text, 'editorial'::text]))),
  constraint document_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'approved'::text, 'effective'::text, 'superseded'::text, 'withdrawn'::text, 'retired'::text]))),
  constraint document_version_training_decision_check CHECK ((training_decision = ANY (ARRAY['retrain'::text, 'refresher'::text, 'notify'::text, 'none'::text]))),
  constraint document_version_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES person(id),
  constraint document_version_author_id_fkey FOREIGN KEY (author_id) REFERENCES person(id),
  constraint document_version_baseline_id_fkey FOREIGN KEY (baseline_id) REFERENCES document_baseline(id),
  constraint document_version_content_sha256_fkey FOREIGN KEY (content_sha256) REFERENCES content_file(sha256),
  constraint document_version_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint document_version_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES risk_policy(id),
  constraint document_version_pkey PRIMARY KEY (id),
  constraint document_version__no_running_review TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint document_version__label UNIQUE (document_id, label),
  constraint document_version__one_in_force UNIQUE (document_id, in_force WITHOUT OVERLAPS),
  constraint document_version__ordinal UNIQUE (document_id, ordinal)
);
CREATE INDEX document_version__baseline ON public.document_version USING btree (baseline_id) WHERE (baseline_id IS NOT NULL);
CREATE INDEX document_version__due ON public.document_version USING btree (effective_at) WHERE (state = 'approved'::text);
CREATE UNIQUE INDEX document_version__one_effective ON public.document_version USING btree (document_id) WHERE (state = 'effective'::text);
CREATE UNIQUE INDEX document_version__one_open ON public.document_version USING btree (document_id) WHERE (state = ANY (ARRAY['draft'::text, 'in_review'::text]));
CREATE TRIGGER document_version__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.document_version FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER document_version__baseline_bound BEFORE UPDATE OF baseline_id, baseline_row, stated_effective_on ON public.document_version FOR EACH ROW EXECUTE FUNCTION forbid_baseline_change();
CREATE TRIGGER document_version__coauthor_is_not_approver BEFORE UPDATE OF approver_id ON public.document_version FOR EACH ROW EXECUTE FUNCTION forbid_coauthor_approving();
CREATE TRIGGER document_version__frozen BEFORE DELETE OR UPDATE ON public.document_version FOR EACH ROW EXECUTE FUNCTION forbid_frozen_version();
CREATE CONSTRAINT TRIGGER document_version__no_running_review AFTER UPDATE OF state ON public.document_version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state <> 'in_review'::text)) EXECUTE FUNCTION forbid_running_review();
grant delete, insert, select, update on document_version to readback_app;

-- Figures of a text being written; putting the text into the version puts them into its file
create table draft_figure (
  version_id uuid not null,
  sha256 bytea not null,
  media_type text not null,
  bytes bytea not null,
  constraint draft_figure_media_type_check CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
  constraint draft_figure_sha256_check CHECK ((length(sha256) = 32)),
  constraint draft_figure_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint draft_figure_pkey PRIMARY KEY (version_id, sha256)
);
grant delete, insert, select, update on draft_figure to readback_app;

create table employment (
  id uuid not null,
  person_id uuid not null,
  during daterange not null,
  state text not null,
  site_id uuid not null,
  department_id uuid not null,
  manager_id uuid,
  manager_name text,
  constraint employment_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
  constraint employment_state_check CHECK ((state = ANY (ARRAY['active'::text, 'on_leave'::text]))),
  constraint employment_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  constraint employment_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES person(id),
  constraint employment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint employment_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint employment_pkey PRIMARY KEY (id),
  constraint employment__one_at_a_time UNIQUE (person_id, during WITHOUT OVERLAPS)
);
CREATE INDEX employment__begins ON public.employment USING btree (lower(during));
CREATE INDEX employment__department ON public.employment USING btree (department_id);
CREATE INDEX employment__ends ON public.employment USING btree (upper(during));
CREATE INDEX employment__manager ON public.employment USING btree (manager_id);
CREATE INDEX employment__on_leave ON public.employment USING btree (person_id) WHERE (state = 'on_leave'::text);
CREATE INDEX employment__person ON public.employment USING btree (person_id, lower(during));
CREATE TRIGGER employment__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.employment FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on employment to readback_app;

-- A later due date asked for by the manager. It waits until quality approves or declines it, and is kept either way.
create table extension_request (
  id uuid not null,
  assignment_id uuid not null,
  requested_by uuid not null,
  requested_at timestamp with time zone not null,
  reason text not null,
  from_due_on date not null,
  to_due_on date not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision text,
  decision_reason text,
  constraint extension_request__by_another CHECK ((decided_by <> requested_by)),
  constraint extension_request__decided CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decision_reason IS NULL)))),
  constraint extension_request__decision CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text]))),
  constraint extension_request__later CHECK ((to_due_on > from_due_on)),
  constraint extension_request_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint extension_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint extension_request_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES person(id),
  constraint extension_request_pkey PRIMARY KEY (id)
);
CREATE INDEX extension_request__assignment ON public.extension_request USING btree (assignment_id);
CREATE INDEX extension_request__waiting ON public.extension_request USING btree (requested_at, id) WHERE (decision IS NULL);
CREATE UNIQUE INDEX extension_request__one_waiting ON public.extension_request USING btree (assignment_id) WHERE (decision IS NULL);
CREATE TRIGGER extension_request__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.extension_request FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER extension_request__kept BEFORE DELETE OR UPDATE ON public.extension_request FOR EACH ROW EXECUTE FUNCTION keep_extension();
grant delete, insert, select, update on extension_request to readback_app;

create table idempotency_key (
  principal text not null,
  key text not null,
  fingerprint text not null,
  status integer,
  reply jsonb,
  at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (principal, key)
);
grant delete, insert, select, update on idempotency_key to readback_app;

-- Identity of this data folder; the simulated clock exists only where simulation was chosen at creation.
create table instance (
  singleton boolean not null default true,
  id uuid not null,
  simulation boolean not null,
  created_at timestamp with time zone not null,
  simulated_now timestamp with time zone,
  constraint instance_check CHECK (((simulated_now IS NOT NULL) = simulation)),
  constraint instance_singleton_check CHECK (singleton),
  constraint instance_pkey PRIMARY KEY (singleton)
);
CREATE TRIGGER instance__fixed BEFORE DELETE OR UPDATE ON public.instance FOR EACH ROW EXECUTE FUNCTION forbid_instance_change();
grant select on instance to readback_app;

create table job_role (
  id uuid not null,
  code text not null,
  name text not null,
  constraint job_role_pkey PRIMARY KEY (id),
  constraint job_role__code UNIQUE (code)
);
CREATE TRIGGER job_role__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.job_role FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on job_role to readback_app;

-- Text that could not become the text of the draft, kept to be read and copied from
create table kept_text (
  id uuid not null,
  version_id uuid not null,
  content jsonb not null,
  person_id uuid not null,
  cause text not null,
  kept_at timestamp with time zone not null,
  constraint recovery_copy_cause_check CHECK ((cause = ANY (ARRAY['taken_over'::text, 'behind'::text, 'file_replaced'::text, 'not_a_draft'::text]))),
  constraint recovery_copy_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint recovery_copy_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint recovery_copy_pkey PRIMARY KEY (id)
);
CREATE INDEX kept_text__version ON public.kept_text USING btree (version_id, kept_at DESC);
grant delete, insert, select, update on kept_text to readback_app;

create table lapse_notice (
  id uuid not null,
  person_id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  trained_version_id uuid not null,
  at timestamp with time zone not null,
  constraint lapse_notice__another_version CHECK ((version_id <> trained_version_id)),
  constraint lapse_notice_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint lapse_notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint lapse_notice_trained_version_id_fkey FOREIGN KEY (trained_version_id) REFERENCES document_version(id),
  constraint lapse_notice_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint lapse_notice_pkey PRIMARY KEY (id),
  constraint lapse_notice__once UNIQUE (person_id, version_id)
);
CREATE INDEX lapse_notice__person ON public.lapse_notice USING btree (person_id, document_id);
CREATE INDEX lapse_notice__version ON public.lapse_notice USING btree (version_id);
CREATE TRIGGER lapse_notice__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.lapse_notice FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER lapse_notice__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.lapse_notice FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on lapse_notice to readback_app;

-- Whether a second person approves changes of rules and curricula. The highest version is the one in force.
create table matrix_policy (
  id uuid not null,
  version integer not null,
  second_person boolean not null,
  reason text,
  signature_id uuid,
  signed_at timestamp with time zone,
  constraint matrix_policy__signed CHECK ((((version = 1) = (signature_id IS NULL)) AND ((version = 1) = (signed_at IS NULL)) AND ((version = 1) = (reason IS NULL)))),
  constraint matrix_policy_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint matrix_policy_pkey PRIMARY KEY (id),
  constraint matrix_policy__version UNIQUE (version)
);
CREATE TRIGGER matrix_policy__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.matrix_policy FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER matrix_policy__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.matrix_policy FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on matrix_policy to readback_app;

-- A change of the matrix that waits for, or had, the decision of a second person. Nothing of it holds before its approval.
create table matrix_proposal (
  id uuid not null,
  kind text not null,
  rule_id uuid,
  curriculum_id uuid,
  version integer not null,
  name text not null,
  content jsonb not null,
  owner_id uuid,
  effect jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  signature_id uuid not null,
  decision text,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  decision_signature_id uuid,
  decided_effect jsonb,
  constraint matrix_proposal__about CHECK (
CASE kind
    WHEN 'rule'::text THEN (curriculum_id IS NULL)
    WHEN 'rule_end'::text THEN ((rule_id IS NOT NULL) AND (curriculum_id IS NULL))
    ELSE (rule_id IS NULL)
END),
  constraint matrix_proposal__approved CHECK ((((NOT (decision IS DISTINCT FROM 'approved'::text)) = (decision_signature_id IS NOT NULL)) AND ((decision_signature_id IS NULL) = (decided_effect IS NULL)))),
  constraint matrix_proposal__decided CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL)))),
  constraint matrix_proposal__decision CHECK ((decision = ANY (ARRAY['approved'::text, 'returned'::text, 'withdrawn'::text]))),
  constraint matrix_proposal__kind CHECK ((kind = ANY (ARRAY['rule'::text, 'rule_end'::text, 'curriculum'::text]))),
  constraint matrix_proposal__returned CHECK (((decision IS DISTINCT FROM 'returned'::text) OR (decision_reason <> ''::text))),
  constraint matrix_proposal__second_person CHECK (((decision IS NULL) OR ((decision = 'withdrawn'::text) = (decided_by = proposed_by)))),
  constraint matrix_proposal_curriculum_id_fkey FOREIGN KEY (curriculum_id) REFERENCES curriculum(id),
  constraint matrix_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint matrix_proposal_decision_signature_id_fkey FOREIGN KEY (decision_signature_id) REFERENCES signature(id),
  constraint matrix_proposal_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint matrix_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint matrix_proposal_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES matrix_rule(id),
  constraint matrix_proposal_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint matrix_proposal_pkey PRIMARY KEY (id)
);
CREATE INDEX matrix_proposal__waiting ON public.matrix_proposal USING btree (proposed_at) WHERE (decision IS NULL);
CREATE UNIQUE INDEX matrix_proposal__one_for_a_curriculum ON public.matrix_proposal USING btree (curriculum_id) WHERE (decision IS NULL);
CREATE UNIQUE INDEX matrix_proposal__one_for_a_rule ON public.matrix_proposal USING btree (rule_id) WHERE (decision IS NULL);
CREATE TRIGGER matrix_proposal__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.matrix_proposal FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER matrix_proposal__stays BEFORE DELETE OR UPDATE ON public.matrix_proposal FOR EACH ROW EXECUTE FUNCTION forbid_proposal_change();
grant delete, insert, select, update on matrix_proposal to readback_app;

create table matrix_rule (
  id uuid not null,
  number integer not null,
  created_at timestamp with time zone not null,
  constraint matrix_rule_pkey PRIMARY KEY (id),
  constraint matrix_rule__number UNIQUE (number)
);
CREATE TRIGGER matrix_rule__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.matrix_rule FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on matrix_rule to readback_app;

create table matrix_rule_version (
  id uuid not null,
  rule_id uuid not null,
  version integer not null,
  name text not null,
  document_ids uuid[] not null,
  effective daterange not null,
  owner_id uuid,
  signature_id uuid,
  created_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  audience jsonb not null,
  curriculum_ids uuid[] not null default '{}'::uuid[],
  proposal_id uuid,
  constraint matrix_rule_version__audience CHECK (((jsonb_typeof(audience) = 'array'::text) AND (jsonb_array_length(audience) > 0))),
  constraint matrix_rule_version__leads_somewhere CHECK (((cardinality(document_ids) + cardinality(curriculum_ids)) > 0)),
  constraint matrix_rule_version_effective_check CHECK ((lower(effective) IS NOT NULL)),
  constraint matrix_rule_version_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint matrix_rule_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES matrix_proposal(id),
  constraint matrix_rule_version_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES matrix_rule(id),
  constraint matrix_rule_version_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint matrix_rule_version_pkey PRIMARY KEY (id),
  constraint matrix_rule_version__number UNIQUE (rule_id, version)
);
CREATE INDEX matrix_rule_version__named ON public.matrix_rule_version USING gin (audience jsonb_path_ops) WHERE (superseded_at IS NULL);
CREATE INDEX matrix_rule_version__naming_nobody ON public.matrix_rule_version USING btree (rule_id) WHERE ((superseded_at IS NULL) AND (audience @? '$[*]?(!(exists (@."all"[*]?((@."kind" == "role" || @."kind" == "department") || @."kind" == "site"))))'::jsonpath));
CREATE UNIQUE INDEX matrix_rule_version__one_current ON public.matrix_rule_version USING btree (rule_id) WHERE (superseded_at IS NULL);
CREATE TRIGGER matrix_rule_version__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.matrix_rule_version FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on matrix_rule_version to readback_app;

create table migration_checksum (
  name text not null,
  sha256 text not null,
  constraint migration_checksum_pkey PRIMARY KEY (name)
);
grant select on migration_checksum to readback_app;

create table module (
  id uuid not null,
  version_id uuid not null,
  pass_mark smallint not null,
  max_attempts smallint not null,
  minutes integer not null,
  minutes_stated boolean not null default false,
  practical jsonb,
  practical_sha256 bytea,
  constraint module__practical_digest CHECK (((practical IS NULL) = (practical_sha256 IS NULL))),
  constraint module__practical_shape CHECK (((practical IS NULL) OR ((jsonb_typeof((practical -> 'items'::text)) = 'array'::text) AND (jsonb_typeof((practical -> 'repetitions'::text)) = 'object'::text)))),
  constraint module_max_attempts_check CHECK (((max_attempts >= 1) AND (max_attempts <= 20))),
  constraint module_minutes_check CHECK ((minutes > 0)),
  constraint module_pass_mark_check CHECK (((pass_mark >= 1) AND (pass_mark <= 100))),
  constraint module_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint module_pkey PRIMARY KEY (id),
  constraint module_version_id_key UNIQUE (version_id)
);
CREATE TRIGGER module__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.module FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER module__frozen BEFORE INSERT OR DELETE OR UPDATE ON public.module FOR EACH ROW EXECUTE FUNCTION forbid_frozen_module();
grant delete, insert, select, update on module to readback_app;

create table obligation (
  id uuid not null,
  person_id uuid not null,
  document_id uuid not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  reasons jsonb not null,
  constraint obligation_check CHECK (((until IS NULL) OR (until >= since))),
  constraint obligation_pkey PRIMARY KEY (id)
);
CREATE INDEX obligation__document ON public.obligation USING btree (document_id) INCLUDE (person_id, since) WHERE (until IS NULL);
CREATE INDEX obligation__ended ON public.obligation USING btree (document_id, until) INCLUDE (person_id, since) WHERE (until IS NOT NULL);
CREATE INDEX obligation__history ON public.obligation USING btree (person_id, document_id, since) INCLUDE (until);
CREATE UNIQUE INDEX obligation__one_open ON public.obligation USING btree (person_id, document_id) WHERE (until IS NULL);
CREATE TRIGGER obligation__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.obligation FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER obligation__bound BEFORE UPDATE OF person_id, document_id ON public.obligation FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER obligation__refers AFTER INSERT ON public.obligation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION obligation_refers();
grant delete, insert, select, update on obligation to readback_app;

create table organisation (
  singleton boolean not null default true,
  name text not null,
  zone text not null,
  policies jsonb not null default '{}'::jsonb,
  roster_hold_share smallint not null default 20,
  constraint organisation__roster_hold_share CHECK (((roster_hold_share >= 1) AND (roster_hold_share <= 100))),
  constraint organisation_name_check CHECK ((name <> ''::text)),
  constraint organisation_singleton_check CHECK (singleton),
  constraint organisation_pkey PRIMARY KEY (singleton)
);
CREATE TRIGGER organisation__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.organisation FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on organisation to readback_app;

create table periodic_review (
  id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  due_on date not null,
  reviewed_at timestamp with time zone not null,
  reviewed_on date not null,
  reviewer_id uuid not null,
  document_verdict text not null,
  module_verdict text,
  comment text,
  signature_id uuid not null,
  constraint periodic_review__document_verdict CHECK ((document_verdict = ANY (ARRAY['confirm'::text, 'revise'::text, 'retire'::text]))),
  constraint periodic_review__module_verdict CHECK ((module_verdict = ANY (ARRAY['confirm'::text, 'revise'::text]))),
  constraint periodic_review_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint periodic_review_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES person(id),
  constraint periodic_review_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint periodic_review_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint periodic_review_pkey PRIMARY KEY (id)
);
CREATE INDEX periodic_review__document ON public.periodic_review USING btree (document_id, reviewed_at);
CREATE TRIGGER periodic_review__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.periodic_review FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER periodic_review__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.periodic_review FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on periodic_review to readback_app;

create table person (
  id uuid not null,
  employee_number text not null,
  name text not null,
  email text,
  search text generated always as (lower(((((name || ' '::text) || employee_number) || ' '::text) || COALESCE(email, ''::text)))) stored,
  constraint person_name_check CHECK ((name <> ''::text)),
  constraint person_pkey PRIMARY KEY (id),
  constraint person__employee_number UNIQUE (employee_number)
);
CREATE INDEX person__name ON public.person USING btree (lower(name), id);
CREATE UNIQUE INDEX person__email ON public.person USING btree (lower(email)) WHERE (email IS NOT NULL);
CREATE TRIGGER person__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER person__kept BEFORE DELETE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant delete, insert, select, update on person to readback_app;

-- Free attributes of people over time; the matrix can ask for them.
create table person_attribute (
  id uuid not null,
  person_id uuid not null,
  key text not null,
  value text not null,
  during daterange not null,
  constraint person_attribute__days CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
  constraint person_attribute__key CHECK (((key <> ''::text) AND (key = lower(btrim(key))))),
  constraint person_attribute__value CHECK ((value <> ''::text)),
  constraint person_attribute_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_attribute_pkey PRIMARY KEY (id),
  constraint person_attribute__one_value_at_a_time UNIQUE (person_id, key, during WITHOUT OVERLAPS)
);
CREATE INDEX person_attribute__begins ON public.person_attribute USING btree (lower(during));
CREATE INDEX person_attribute__ends ON public.person_attribute USING btree (upper(during));
CREATE INDEX person_attribute__person ON public.person_attribute USING btree (person_id, lower(during));
CREATE INDEX person_attribute__value ON public.person_attribute USING btree (key, value);
CREATE TRIGGER person_attribute__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person_attribute FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on person_attribute to readback_app;

-- Exemptions and additions of single persons, each with reason, expiry and signature. It holds on the days of its period until it is taken back.
create table person_exception (
  id uuid not null,
  person_id uuid not null,
  document_id uuid not null,
  kind text not null,
  during daterange not null,
  reason text not null,
  signature_id uuid not null,
  by_id uuid not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  constraint person_exception__ended CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
  constraint person_exception__expires CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL))),
  constraint person_exception__kind CHECK ((kind = ANY (ARRAY['exemption'::text, 'addition'::text]))),
  constraint person_exception__reason CHECK ((reason <> ''::text)),
  constraint person_exception_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint person_exception_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint person_exception_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_exception_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) DEFERRABLE INITIALLY DEFERRED,
  constraint person_exception_pkey PRIMARY KEY (id),
  constraint person_exception__one_at_a_time EXCLUDE USING gist (person_id WITH =, document_id WITH =, during WITH &&) WHERE ((ended_at IS NULL))
);
CREATE INDEX person_exception__begins ON public.person_exception USING btree (lower(during)) WHERE (ended_at IS NULL);
CREATE INDEX person_exception__document ON public.person_exception USING btree (document_id) WHERE (ended_at IS NULL);
CREATE INDEX person_exception__ends ON public.person_exception USING btree (upper(during)) WHERE (ended_at IS NULL);
CREATE INDEX person_exception__person ON public.person_exception USING btree (person_id, document_id);
CREATE TRIGGER person_exception__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person_exception FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on person_exception to readback_app;

create table person_role (
  id uuid not null,
  person_id uuid not null,
  role_id uuid not null,
  during daterange not null,
  constraint person_role_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL))),
  constraint person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_role_role_id_fkey FOREIGN KEY (role_id) REFERENCES job_role(id),
  constraint person_role_pkey PRIMARY KEY (id),
  constraint person_role__no_overlap UNIQUE (person_id, role_id, during WITHOUT OVERLAPS)
);
CREATE INDEX person_role__begins ON public.person_role USING btree (lower(during));
CREATE INDEX person_role__ends ON public.person_role USING btree (upper(during));
CREATE INDEX person_role__person ON public.person_role USING btree (person_id, lower(during));
CREATE INDEX person_role__role ON public.person_role USING btree (role_id);
CREATE TRIGGER person_role__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person_role FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on person_role to readback_app;

-- One repetition of a practical, signed by its assessor. It never changes: a correction is another repetition that points at it, and from then on only that one counts.
create table practical_repetition (
  id uuid not null,
  assignment_id uuid not null,
  person_id uuid not null,
  version_id uuid not null,
  number integer not null,
  stage text not null,
  place text not null,
  batch text,
  items jsonb not null,
  competent boolean not null,
  assessor_id uuid not null,
  assessor_by text not null,
  assessor_basis uuid not null,
  corrects_id uuid,
  reason text,
  at timestamp with time zone not null,
  signature_id uuid not null,
  digest bytea not null,
  constraint practical_repetition__assessor_by CHECK ((assessor_by = ANY (ARRAY['qualified'::text, 'initial'::text]))),
  constraint practical_repetition__by_another CHECK ((assessor_id <> person_id)),
  constraint practical_repetition__correction CHECK (((corrects_id IS NULL) = (reason IS NULL))),
  constraint practical_repetition__stage CHECK ((stage = ANY (ARRAY['observe'::text, 'guided'::text, 'independent'::text]))),
  constraint practical_repetition_assessor_id_fkey FOREIGN KEY (assessor_id) REFERENCES person(id),
  constraint practical_repetition_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint practical_repetition_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES practical_repetition(id),
  constraint practical_repetition_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint practical_repetition_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint practical_repetition_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint practical_repetition_pkey PRIMARY KEY (id),
  constraint practical_repetition__corrected_once UNIQUE (corrects_id),
  constraint practical_repetition__number UNIQUE (assignment_id, number)
);
CREATE TRIGGER practical_repetition__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.practical_repetition FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER practical_repetition__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.practical_repetition FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on practical_repetition to readback_app;

create table quality_event (
  id uuid not null,
  number integer not null,
  kind text not null,
  source text not null,
  occurred_at timestamp with time zone not null,
  site_id uuid,
  severity text not null,
  title text not null,
  text text not null,
  document_id uuid,
  version_id uuid,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  state text not null,
  constraint quality_event__kind CHECK ((kind = ANY (ARRAY['deviation'::text, 'incident'::text, 'audit_finding'::text, 'complaint'::text, 'capa'::text]))),
  constraint quality_event__severity CHECK ((severity = ANY (ARRAY['minor'::text, 'major'::text, 'critical'::text]))),
  constraint quality_event__source CHECK ((source = 'hold_override'::text)),
  constraint quality_event__state CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint quality_event_text_check CHECK ((text <> ''::text)),
  constraint quality_event_title_check CHECK ((title <> ''::text)),
  constraint quality_event_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint quality_event_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id),
  constraint quality_event_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint quality_event_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint quality_event_pkey PRIMARY KEY (id),
  constraint quality_event__number UNIQUE (number)
);
CREATE INDEX quality_event__document ON public.quality_event USING btree (document_id, opened_at);
CREATE INDEX quality_event__opened ON public.quality_event USING btree (opened_at, id);
CREATE INDEX quality_event__version ON public.quality_event USING btree (version_id);
CREATE TRIGGER quality_event__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.quality_event FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on quality_event to readback_app;

create table question (
  id uuid not null,
  module_id uuid not null,
  ordinal integer not null,
  kind text not null,
  text text not null,
  options jsonb not null,
  answer_key jsonb not null,
  feedback text,
  sections text[] not null default '{}'::text[],
  constraint question_kind_check CHECK ((kind = ANY (ARRAY['single'::text, 'multiple'::text, 'true_false'::text]))),
  constraint question_module_id_fkey FOREIGN KEY (module_id) REFERENCES module(id),
  constraint question_pkey PRIMARY KEY (id),
  constraint question__ordinal UNIQUE (module_id, ordinal)
);
CREATE TRIGGER question__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.question FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER question__frozen BEFORE INSERT OR DELETE OR UPDATE ON public.question FOR EACH ROW EXECUTE FUNCTION forbid_frozen_question();
grant delete, insert, select, update on question to readback_app;

create table quiz_attempt (
  id uuid not null,
  assignment_id uuid not null,
  number integer not null,
  started_at timestamp with time zone not null,
  questions jsonb not null,
  submitted_at timestamp with time zone,
  answers jsonb,
  score numeric(5,2),
  passed boolean,
  missed_sections text[] not null default '{}'::text[],
  constraint quiz_attempt_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint quiz_attempt_pkey PRIMARY KEY (id),
  constraint quiz_attempt__number UNIQUE (assignment_id, number)
);
CREATE TRIGGER quiz_attempt__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.quiz_attempt FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER quiz_attempt__kept BEFORE DELETE OR UPDATE ON public.quiz_attempt FOR EACH ROW EXECUTE FUNCTION forbid_submitted_change();
grant delete, insert, select, update on quiz_attempt to readback_app;

create table reading (
  assignment_id uuid not null,
  section_ordinal integer not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  seconds integer not null default 0,
  constraint reading_seconds_check CHECK ((seconds >= 0)),
  constraint reading_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint reading_pkey PRIMARY KEY (assignment_id, section_ordinal)
);
grant insert, select, update on reading to readback_app;

-- One submission of a version on its way through its route, copied from the document type at that moment.
create table review (
  id uuid not null,
  version_id uuid not null,
  number integer not null,
  started_at timestamp with time zone not null,
  started_by uuid not null,
  comments_block boolean not null,
  same_signer boolean not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  outcome text,
  end_reason text,
  constraint review__end CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  constraint review_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'sent_back'::text, 'taken_back'::text]))),
  constraint review_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint review_started_by_fkey FOREIGN KEY (started_by) REFERENCES person(id),
  constraint review_pkey PRIMARY KEY (id),
  constraint review__number UNIQUE (version_id, number)
);
CREATE UNIQUE INDEX review__one_running ON public.review USING btree (version_id) WHERE (ended_at IS NULL);
CREATE TRIGGER review__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on review to readback_app;

create table review_comment (
  id uuid not null,
  version_id uuid not null,
  thread_id uuid not null,
  kind text not null,
  section_ordinal integer,
  section_name text,
  content_sha256 bytea not null,
  quote text,
  text text not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  constraint review_comment__first CHECK (((kind = 'comment'::text) = (thread_id = id))),
  constraint review_comment__said CHECK (((text <> ''::text) OR (kind = ANY (ARRAY['resolved'::text, 'reopened'::text])))),
  constraint review_comment_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'reply'::text, 'resolved'::text, 'reopened'::text]))),
  constraint review_comment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint review_comment_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES review_comment(id),
  constraint review_comment_pkey PRIMARY KEY (id)
);
CREATE INDEX review_comment__thread ON public.review_comment USING btree (thread_id, id);
CREATE INDEX review_comment__version ON public.review_comment USING btree (version_id, id);
CREATE TRIGGER review_comment__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review_comment FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER review_comment__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.review_comment FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on review_comment to readback_app;

-- To whom an overdue periodic review was escalated. It waits for them until the review is done; another due day begins anew.
create table review_escalation (
  id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  due_on date not null,
  stage text not null,
  owner_id uuid not null,
  at timestamp with time zone not null,
  constraint review_escalation__stage CHECK ((stage = ANY (ARRAY['owner'::text, 'quality'::text]))),
  constraint review_escalation_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint review_escalation_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint review_escalation_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint review_escalation_pkey PRIMARY KEY (id),
  constraint review_escalation__once UNIQUE (version_id, due_on, stage)
);
CREATE INDEX review_escalation__document ON public.review_escalation USING btree (document_id, at);
CREATE TRIGGER review_escalation__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review_escalation FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER review_escalation__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.review_escalation FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on review_escalation to readback_app;

create table review_signature (
  id uuid not null,
  step_id uuid not null,
  person_id uuid not null,
  on_behalf_of uuid,
  signed_at timestamp with time zone not null,
  constraint review_signature__not_for_oneself CHECK ((on_behalf_of IS DISTINCT FROM person_id)),
  constraint review_signature_id_fkey FOREIGN KEY (id) REFERENCES signature(id),
  constraint review_signature_on_behalf_of_fkey FOREIGN KEY (on_behalf_of) REFERENCES person(id),
  constraint review_signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint review_signature_step_id_fkey FOREIGN KEY (step_id) REFERENCES review_step(id),
  constraint review_signature_pkey PRIMARY KEY (id),
  constraint review_signature__once UNIQUE (step_id, person_id)
);
CREATE INDEX review_signature__person ON public.review_signature USING btree (person_id);
CREATE TRIGGER review_signature__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review_signature FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER review_signature__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.review_signature FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on review_signature to readback_app;

-- Who is named in a step that does not go by role.
create table review_signer (
  step_id uuid not null,
  person_id uuid not null,
  constraint review_signer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint review_signer_step_id_fkey FOREIGN KEY (step_id) REFERENCES review_step(id),
  constraint review_signer_pkey PRIMARY KEY (step_id, person_id)
);
CREATE INDEX review_signer__person ON public.review_signer USING btree (person_id);
CREATE TRIGGER review_signer__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review_signer FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on review_signer to readback_app;

create table review_step (
  id uuid not null,
  review_id uuid not null,
  stage integer not null,
  ordinal integer not null,
  name text not null,
  meaning text not null,
  final boolean not null,
  role text,
  need text not null,
  days integer not null,
  deputies boolean not null,
  opened_at timestamp with time zone,
  due_on date,
  done_at timestamp with time zone,
  constraint review_step__final CHECK (((NOT final) OR (meaning = 'approved'::text))),
  constraint review_step__opened_before_done CHECK (((done_at IS NULL) OR (opened_at IS NOT NULL))),
  constraint review_step__role_is_any CHECK (((role IS NULL) OR (need = 'any'::text))),
  constraint review_step_days_check CHECK (((days >= 1) AND (days <= 250))),
  constraint review_step_meaning_check CHECK ((meaning = ANY (ARRAY['reviewed'::text, 'approved'::text]))),
  constraint review_step_need_check CHECK ((need = ANY (ARRAY['all'::text, 'any'::text]))),
  constraint review_step_ordinal_check CHECK ((ordinal > 0)),
  constraint review_step_stage_check CHECK ((stage > 0)),
  constraint review_step_review_id_fkey FOREIGN KEY (review_id) REFERENCES review(id),
  constraint review_step_pkey PRIMARY KEY (id),
  constraint review_step__place UNIQUE (review_id, stage, ordinal)
);
CREATE INDEX review_step__waiting ON public.review_step USING btree (due_on) WHERE ((opened_at IS NOT NULL) AND (done_at IS NULL));
CREATE UNIQUE INDEX review_step__one_final ON public.review_step USING btree (review_id) WHERE final;
CREATE TRIGGER review_step__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.review_step FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on review_step to readback_app;

-- Settings of a risk class. The highest version of a class is the one in force; the one before ended when it was signed.
create table risk_policy (
  id uuid not null,
  risk text not null,
  version integer not null,
  effective_date text not null,
  gate_percent smallint not null,
  minimum_training_days smallint not null,
  revision_days smallint not null,
  initial_days smallint not null,
  drift_versions smallint not null,
  drift_months smallint not null,
  retrain_prior_completers boolean not null,
  reason text,
  signature_id uuid,
  signed_at timestamp with time zone,
  renewal_basis text not null default 'none'::text,
  renewal_months smallint not null default 12,
  renewal_window_days smallint not null default 30,
  revision_renews boolean not null default true,
  full_for_minor boolean not null default false,
  absence_months smallint not null default 0,
  constraint risk_policy__absence_months CHECK (((absence_months >= 0) AND (absence_months <= 120))),
  constraint risk_policy__drift_months CHECK (((drift_months >= 1) AND (drift_months <= 120))),
  constraint risk_policy__drift_versions CHECK (((drift_versions >= 1) AND (drift_versions <= 20))),
  constraint risk_policy__effective_date CHECK ((effective_date = ANY (ARRAY['date'::text, 'all_trained'::text, 'gate'::text]))),
  constraint risk_policy__gate_percent CHECK (((gate_percent >= 1) AND (gate_percent <= 100))),
  constraint risk_policy__initial_days CHECK (((initial_days >= 1) AND (initial_days <= 365))),
  constraint risk_policy__minimum_training_days CHECK (((minimum_training_days >= 0) AND (minimum_training_days <= 365))),
  constraint risk_policy__renewal_basis CHECK ((renewal_basis = ANY (ARRAY['none'::text, 'rolling'::text, 'anniversary'::text]))),
  constraint risk_policy__renewal_months CHECK (((renewal_months >= 1) AND (renewal_months <= 120))),
  constraint risk_policy__renewal_window CHECK (((renewal_window_days >= 1) AND (renewal_window_days <= 365))),
  constraint risk_policy__revision_days CHECK (((revision_days >= 1) AND (revision_days <= 365))),
  constraint risk_policy__risk CHECK ((risk = ANY (ARRAY['critical'::text, 'high'::text, 'medium'::text, 'low'::text]))),
  constraint risk_policy__signed CHECK ((((version = 1) = (signature_id IS NULL)) AND ((version = 1) = (signed_at IS NULL)) AND ((version = 1) = (reason IS NULL)))),
  constraint risk_policy_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint risk_policy_pkey PRIMARY KEY (id),
  constraint risk_policy__version UNIQUE (risk, version)
);
CREATE TRIGGER risk_policy__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.risk_policy FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER risk_policy__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.risk_policy FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on risk_policy to readback_app;

create table role_grant (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  site_id uuid,
  department_id uuid,
  granted_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'author'::text, 'approver'::text, 'training_administrator'::text, 'assessor'::text, 'quality'::text, 'inspector'::text, 'system_administrator'::text]))),
  constraint role_grant_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  constraint role_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint role_grant_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint role_grant_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX role_grant__once ON public.role_grant USING btree (person_id, role, COALESCE(site_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(department_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (revoked_at IS NULL);
CREATE TRIGGER role_grant__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.role_grant FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on role_grant to readback_app;

-- Roster files that would change or end more people than the share allows. Confirming computes their effect anew; once decided, only their digest and counts remain.
create table roster_held (
  id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  file_name text not null,
  sha256 bytea not null,
  sheet text,
  mapping jsonb not null,
  reading bytea not null,
  touched integer not null,
  employed integer not null,
  share smallint not null,
  counts jsonb not null,
  bytes bytea,
  effect jsonb,
  state text not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_by_name text,
  why text,
  import_id uuid,
  constraint roster_held__decided CHECK ((((state = 'waiting'::text) = (decided_at IS NULL)) AND ((state = 'waiting'::text) = (why IS NULL)))),
  constraint roster_held__imported CHECK (((state = 'imported'::text) = (import_id IS NOT NULL))),
  constraint roster_held__kept CHECK ((((state = 'waiting'::text) = (bytes IS NOT NULL)) AND ((state = 'waiting'::text) = (effect IS NOT NULL)))),
  constraint roster_held__state CHECK ((state = ANY (ARRAY['waiting'::text, 'imported'::text, 'discarded'::text]))),
  constraint roster_held_import_id_fkey FOREIGN KEY (import_id) REFERENCES roster_import(id),
  constraint roster_held_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_held__newest ON public.roster_held USING btree (at DESC, id);
CREATE UNIQUE INDEX roster_held__once ON public.roster_held USING btree (sha256, reading) WHERE (state = 'waiting'::text);
CREATE TRIGGER roster_held__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.roster_held FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on roster_held to readback_app;

create table roster_import (
  id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  file_name text not null,
  sha256 bytea not null,
  mapping jsonb not null,
  summary jsonb not null,
  constraint roster_import_pkey PRIMARY KEY (id)
);
CREATE TRIGGER roster_import__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.roster_import FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on roster_import to readback_app;

-- The last calls of each directory and what they came to, for whoever sets it up. Operational; changes are in the audit trail.
create table scim_call (
  connection_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  method text not null,
  path text not null,
  status smallint not null,
  problem text,
  constraint scim_call_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES scim_connection(id),
  constraint scim_call_pkey PRIMARY KEY (connection_id, seq)
);
CREATE INDEX scim_call__problems ON public.scim_call USING btree (connection_id, seq) WHERE (status >= 400);
grant delete, insert, select on scim_call to readback_app;

-- A directory that may write people by SCIM. mapping says which of its attributes and groups give number, name, place and roles.
create table scim_connection (
  id uuid not null,
  name text not null,
  kind text not null,
  token_hash bytea not null,
  token_made_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by uuid,
  revoked_at timestamp with time zone,
  mapping jsonb not null,
  constraint scim_connection_kind_check CHECK ((kind = ANY (ARRAY['entra'::text, 'okta'::text, 'other'::text]))),
  constraint scim_connection_name_check CHECK ((name <> ''::text)),
  constraint scim_connection_pkey PRIMARY KEY (id),
  constraint scim_connection__token UNIQUE (token_hash)
);
CREATE UNIQUE INDEX scim_connection__name ON public.scim_connection USING btree (lower(name)) WHERE (revoked_at IS NULL);
CREATE TRIGGER scim_connection__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.scim_connection FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on scim_connection to readback_app;

-- A group of a directory; by the mapping it gives its members a job role, a site or a department.
create table scim_group (
  id uuid not null,
  connection_id uuid not null,
  display_name text not null,
  external_id text,
  version integer not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint scim_group_display_name_check CHECK ((display_name <> ''::text)),
  constraint scim_group_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES scim_connection(id),
  constraint scim_group_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_group__external ON public.scim_group USING btree (connection_id, external_id);
CREATE UNIQUE INDEX scim_group__name ON public.scim_group USING btree (connection_id, lower(display_name));
CREATE TRIGGER scim_group__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.scim_group FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on scim_group to readback_app;

create table scim_member (
  group_id uuid not null,
  user_id uuid not null,
  constraint scim_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_group(id),
  constraint scim_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES scim_user(id),
  constraint scim_member_pkey PRIMARY KEY (group_id, user_id)
);
CREATE INDEX scim_member__user ON public.scim_member USING btree (user_id);
CREATE TRIGGER scim_member__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.scim_member FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on scim_member to readback_app;

-- A user of a directory. The facts that count are in person and employment; here is what only the protocol needs. Held: what it says is not carried out before somebody confirms it.
create table scim_user (
  id uuid not null,
  connection_id uuid not null,
  person_id uuid,
  user_name text not null,
  external_id text,
  active boolean not null,
  resource jsonb not null,
  role_ids uuid[] not null default '{}'::uuid[],
  version integer not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  held_at timestamp with time zone,
  left_at timestamp with time zone,
  moved_at timestamp with time zone,
  held_what text,
  leave jsonb,
  constraint scim_user__held CHECK (((held_at IS NULL) = (held_what IS NULL))),
  constraint scim_user_held_what_check CHECK ((held_what = ANY (ARRAY['leaving'::text, 'moving'::text]))),
  constraint scim_user_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES scim_connection(id),
  constraint scim_user_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint scim_user_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_user__changed ON public.scim_user USING btree (connection_id, modified_at) WHERE (deleted_at IS NULL);
CREATE INDEX scim_user__display ON public.scim_user USING btree (connection_id, lower((resource ->> 'displayName'::text))) WHERE (deleted_at IS NULL);
CREATE INDEX scim_user__emails ON public.scim_user USING gin (scim_emails(resource));
CREATE INDEX scim_user__external ON public.scim_user USING btree (connection_id, external_id) WHERE (deleted_at IS NULL);
CREATE INDEX scim_user__left ON public.scim_user USING btree (connection_id, left_at) WHERE (left_at IS NOT NULL);
CREATE INDEX scim_user__moved ON public.scim_user USING btree (connection_id, moved_at) WHERE (moved_at IS NOT NULL);
CREATE INDEX scim_user__number ON public.scim_user USING btree (connection_id, lower(((resource -> 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'::text) ->> 'employeeNumber'::text))) WHERE (deleted_at IS NULL);
CREATE INDEX scim_user__page ON public.scim_user USING btree (connection_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX scim_user__waiting ON public.scim_user USING btree (connection_id, held_at) WHERE (held_at IS NOT NULL);
CREATE UNIQUE INDEX scim_user__name ON public.scim_user USING btree (connection_id, lower(user_name)) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX scim_user__person ON public.scim_user USING btree (connection_id, person_id) WHERE (deleted_at IS NULL);
CREATE TRIGGER scim_user__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.scim_user FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on scim_user to readback_app;

create table session (
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  address text,
  agent text,
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session__person ON public.session USING btree (person_id);
grant insert, select, update on session to readback_app;

create table setup_code (
  code_hash bytea not null,
  created_at timestamp with time zone not null,
  constraint setup_code_pkey PRIMARY KEY (code_hash)
);
grant delete, insert, select on setup_code to readback_app;

create table signature (
  id uuid not null,
  person_id uuid not null,
  printed_name text not null,
  meaning text not null,
  subject_kind text not null,
  subject_id uuid not null,
  statement text not null,
  signed_at timestamp with time zone not null,
  zone text not null,
  method text not null,
  payload text not null,
  digest bytea not null,
  constraint signature_digest_check CHECK ((length(digest) = 32)),
  constraint signature_meaning_check CHECK ((meaning = ANY (ARRAY['authored'::text, 'reviewed'::text, 'approved'::text, 'read_and_understood'::text, 'assessed'::text, 'witnessed'::text, 'verified'::text]))),
  constraint signature_method_check CHECK ((method = 'password'::text)),
  constraint signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint signature_pkey PRIMARY KEY (id)
);
CREATE INDEX signature__person ON public.signature USING btree (person_id, signed_at);
CREATE INDEX signature__subject ON public.signature USING btree (subject_id);
CREATE TRIGGER signature__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.signature FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER signature__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.signature FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on signature to readback_app;

create table site (
  id uuid not null,
  code text not null,
  name text not null,
  zone text not null,
  locale text not null default 'en'::text,
  working_days smallint[] not null default '{1,2,3,4,5}'::smallint[],
  holidays date[] not null default '{}'::date[],
  constraint site_pkey PRIMARY KEY (id),
  constraint site__code UNIQUE (code)
);
CREATE TRIGGER site__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on site to readback_app;

-- Each version counts from its moment until that of the next. A site whose calendar never changed has none.
create table site_calendar (
  id uuid not null,
  site_id uuid not null,
  version integer not null,
  zone text not null,
  locale text not null,
  working_days smallint[] not null,
  holidays jsonb not null,
  known_at timestamp with time zone,
  by_id uuid,
  reason text,
  constraint site_calendar__told CHECK ((((version = 1) = (known_at IS NULL)) AND ((version = 1) = (reason IS NULL)))),
  constraint site_calendar__version_from_one CHECK ((version >= 1)),
  constraint site_calendar_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint site_calendar_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint site_calendar_pkey PRIMARY KEY (id),
  constraint site_calendar__version UNIQUE (site_id, version)
);
CREATE TRIGGER site_calendar__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_calendar FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER site_calendar__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.site_calendar FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on site_calendar to readback_app;

-- One look at everything, derived anew. Drift is what acts had missed.
create table sweep (
  id uuid not null,
  cause text not null,
  by_id uuid,
  started_at timestamp with time zone not null,
  seconds numeric not null,
  people integer not null,
  drift integer not null,
  broke_off boolean not null,
  constraint sweep__cause CHECK ((cause = ANY (ARRAY['night'::text, 'asked'::text]))),
  constraint sweep__drift CHECK ((drift >= 0)),
  constraint sweep__seconds CHECK ((seconds >= (0)::numeric)),
  constraint sweep_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint sweep_pkey PRIMARY KEY (id)
);
CREATE INDEX sweep__started ON public.sweep USING btree (started_at DESC, id);
CREATE INDEX sweep__with_drift ON public.sweep USING btree (started_at) WHERE ((drift > 0) OR broke_off);
CREATE TRIGGER sweep__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.sweep FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER sweep__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.sweep FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on sweep to readback_app;

-- What differed for one person and document, named by what put it right. Of very many only the first are kept; the sweep has the number of all.
create table sweep_drift (
  sweep_id uuid not null,
  ordinal integer not null,
  person_id uuid not null,
  document_id uuid not null,
  version_id uuid,
  what text not null,
  mended boolean not null,
  constraint sweep_drift__what CHECK ((what = ANY (ARRAY['open-obligation'::text, 'restate-obligation'::text, 'end-obligation'::text, 'assign'::text, 'restate-ahead'::text, 'keep-overdue'::text, 'move-due'::text, 'carry-forward'::text, 'announce-lapse'::text, 'close'::text]))),
  constraint sweep_drift_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint sweep_drift_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint sweep_drift_sweep_id_fkey FOREIGN KEY (sweep_id) REFERENCES sweep(id),
  constraint sweep_drift_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint sweep_drift__pk PRIMARY KEY (sweep_id, ordinal)
);
CREATE INDEX sweep_drift__person ON public.sweep_drift USING btree (person_id);
CREATE TRIGGER sweep_drift__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.sweep_drift FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER sweep_drift__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.sweep_drift FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on sweep_drift to readback_app;

-- Who looked into what a sweep had found, and what became of it. Until then it is shown as waiting.
create table sweep_review (
  sweep_id uuid not null,
  by_id uuid not null,
  at timestamp with time zone not null,
  note text not null,
  constraint sweep_review__note CHECK ((note <> ''::text)),
  constraint sweep_review_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint sweep_review_sweep_id_fkey FOREIGN KEY (sweep_id) REFERENCES sweep(id),
  constraint sweep_review_pkey PRIMARY KEY (sweep_id)
);
CREATE TRIGGER sweep_review__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.sweep_review FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER sweep_review__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.sweep_review FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on sweep_review to readback_app;

create table task (
  id uuid not null,
  code text not null,
  created_at timestamp with time zone not null,
  constraint task_pkey PRIMARY KEY (id),
  constraint task__code UNIQUE (code)
);
CREATE TRIGGER task__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.task FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on task to readback_app;

create table task_version (
  id uuid not null,
  task_id uuid not null,
  version integer not null,
  name text not null,
  document_ids uuid[] not null,
  site_id uuid,
  department_id uuid,
  owner_id uuid,
  created_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint task_version_check CHECK (((superseded_at IS NULL) OR (superseded_at >= created_at))),
  constraint task_version_document_ids_check CHECK ((cardinality(document_ids) > 0)),
  constraint task_version_name_check CHECK ((name <> ''::text)),
  constraint task_version_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  constraint task_version_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint task_version_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id),
  constraint task_version_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id),
  constraint task_version_pkey PRIMARY KEY (id),
  constraint task_version__number UNIQUE (task_id, version)
);
CREATE UNIQUE INDEX task_version__one_current ON public.task_version USING btree (task_id) WHERE (superseded_at IS NULL);
CREATE TRIGGER task_version__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.task_version FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
grant delete, insert, select, update on task_version to readback_app;

create table training_record (
  id uuid not null,
  kind text not null,
  person_id uuid not null,
  document_id uuid not null,
  version_id uuid not null,
  module_id uuid,
  assignment_id uuid,
  path text not null,
  content_sha256 bytea not null,
  covers uuid[] not null,
  attempts jsonb not null,
  reading jsonb not null,
  score numeric(5,2),
  signature_id uuid,
  event_at timestamp with time zone not null,
  entered_at timestamp with time zone not null,
  zone text not null,
  valid_until timestamp with time zone,
  reason text,
  corrects_id uuid,
  digest bytea not null,
  digest_format smallint not null default 1,
  anchor_on date,
  practical jsonb,
  constraint training_record__digest_format CHECK ((digest_format = ANY (ARRAY[1, 2, 3, 4]))),
  constraint training_record_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'carry_forward'::text]))),
  constraint training_record_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint training_record_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES training_record(id),
  constraint training_record_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint training_record_module_id_fkey FOREIGN KEY (module_id) REFERENCES module(id),
  constraint training_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint training_record_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint training_record_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint training_record_pkey PRIMARY KEY (id)
);
CREATE INDEX training_record__made ON public.training_record USING btree (event_at) WHERE ((valid_until IS NOT NULL) OR (kind = 'carry_forward'::text));
CREATE INDEX training_record__person ON public.training_record USING btree (person_id, document_id, event_at) INCLUDE (version_id, valid_until);
CREATE INDEX training_record__unlimited ON public.training_record USING btree (document_id, event_at) WHERE ((valid_until IS NULL) AND (kind = 'training'::text));
CREATE INDEX training_record__valid_until ON public.training_record USING btree (valid_until) WHERE (valid_until IS NOT NULL);
CREATE INDEX training_record__version ON public.training_record USING btree (version_id, person_id) INCLUDE (event_at, valid_until);
CREATE UNIQUE INDEX training_record__once_per_assignment ON public.training_record USING btree (assignment_id) WHERE ((assignment_id IS NOT NULL) AND (corrects_id IS NULL));
CREATE TRIGGER training_record__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.training_record FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER training_record__frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON public.training_record FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant insert, select on training_record to readback_app;

-- Files of a version beside its text, in their order. What they are is frozen with the version.
create table version_attachment (
  id uuid not null,
  version_id uuid not null,
  ordinal integer not null,
  file_name text not null,
  description text not null default ''::text,
  media_type text not null,
  sha256 bytea not null,
  size integer not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  constraint version_attachment_description_check CHECK ((length(description) <= 500)),
  constraint version_attachment_file_name_check CHECK (((file_name <> ''::text) AND (length(file_name) <= 120))),
  constraint version_attachment_ordinal_check CHECK ((ordinal > 0)),
  constraint version_attachment_size_check CHECK ((size > 0)),
  constraint version_attachment_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
  constraint version_attachment_sha256_fkey FOREIGN KEY (sha256) REFERENCES content_file(sha256),
  constraint version_attachment_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint version_attachment_pkey PRIMARY KEY (id),
  constraint version_attachment__place UNIQUE (version_id, ordinal) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX version_attachment__content ON public.version_attachment USING btree (sha256);
CREATE UNIQUE INDEX version_attachment__name ON public.version_attachment USING btree (version_id, lower(file_name));
CREATE TRIGGER version_attachment__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.version_attachment FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER version_attachment__frozen BEFORE INSERT OR DELETE OR UPDATE ON public.version_attachment FOR EACH ROW EXECUTE FUNCTION forbid_frozen_attachment();
grant delete, insert, select, update on version_attachment to readback_app;

-- People who write a version beside its author, and therefore cannot approve it
create table version_coauthor (
  version_id uuid not null,
  person_id uuid not null,
  named_by uuid not null,
  named_at timestamp with time zone not null,
  constraint version_coauthor_named_by_fkey FOREIGN KEY (named_by) REFERENCES person(id),
  constraint version_coauthor_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint version_coauthor_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint version_coauthor__once PRIMARY KEY (version_id, person_id)
);
CREATE INDEX version_coauthor__person ON public.version_coauthor USING btree (person_id);
CREATE TRIGGER version_coauthor__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.version_coauthor FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER version_coauthor__draft BEFORE INSERT ON public.version_coauthor FOR EACH ROW EXECUTE FUNCTION forbid_late_coauthor();
grant delete, insert, select, update on version_coauthor to readback_app;

-- A version whose date had come while too few of those required and present were trained on it; the numbers are those of that moment.
create table version_hold (
  id uuid not null,
  version_id uuid not null,
  since timestamp with time zone not null,
  gate_percent smallint not null,
  required integer not null,
  present integer not null,
  trained integer not null,
  ended_at timestamp with time zone,
  ended_as text,
  reason text,
  signature_id uuid,
  constraint version_hold__ended CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND ((ended_at IS NULL) OR (ended_at >= since)))),
  constraint version_hold__ended_as CHECK ((ended_as = ANY (ARRAY['reached'::text, 'overridden'::text, 'moved'::text, 'withdrawn'::text]))),
  constraint version_hold__override_is_signed CHECK ((((ended_as = 'overridden'::text) = (signature_id IS NOT NULL)) OR (ended_as IS NULL))),
  constraint version_hold_check CHECK (((present >= 0) AND (present <= required))),
  constraint version_hold_check1 CHECK (((trained >= 0) AND (trained <= present))),
  constraint version_hold_gate_percent_check CHECK (((gate_percent >= 1) AND (gate_percent <= 100))),
  constraint version_hold_required_check CHECK ((required >= 0)),
  constraint version_hold_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id),
  constraint version_hold_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint version_hold_pkey PRIMARY KEY (id)
);
CREATE INDEX version_hold__history ON public.version_hold USING btree (version_id, since);
CREATE UNIQUE INDEX version_hold__one_open ON public.version_hold USING btree (version_id) WHERE (ended_at IS NULL);
CREATE TRIGGER version_hold__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.version_hold FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER version_hold__kept BEFORE DELETE OR UPDATE ON public.version_hold FOR EACH ROW EXECUTE FUNCTION forbid_hold_change();
grant delete, insert, select, update on version_hold to readback_app;

-- Markdown; the sections of the version are read from it instead of from the file. What is signed names its digest beside that of the file.
create table version_transcript (
  version_id uuid not null,
  text text not null,
  sha256 bytea not null,
  written_by uuid not null,
  written_at timestamp with time zone not null,
  constraint version_transcript__digest CHECK ((sha256 = sha256(convert_to(text, 'UTF8'::name)))),
  constraint version_transcript_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id),
  constraint version_transcript_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint version_transcript_pkey PRIMARY KEY (version_id)
);
CREATE TRIGGER version_transcript__audited BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.version_transcript FOR EACH STATEMENT EXECUTE FUNCTION require_audit();
CREATE TRIGGER version_transcript__frozen_delete AFTER DELETE ON public.version_transcript REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION forbid_frozen_section();
CREATE TRIGGER version_transcript__frozen_insert AFTER INSERT ON public.version_transcript REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION forbid_frozen_section();
CREATE TRIGGER version_transcript__frozen_update BEFORE UPDATE ON public.version_transcript FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
grant delete, insert, select, update on version_transcript to readback_app;

-- Text of a draft that is being written in the product
create table working_text (
  version_id uuid not null,
  revision integer not null,
  content jsonb not null,
  client text not null,
  saved_by uuid not null,
  saved_at timestamp with time zone not null,
  base_sha256 bytea not null,
  put_revision integer not null default 0,
  constraint working_copy_check CHECK ((put_revision <= revision)),
  constraint working_copy_revision_check CHECK ((revision > 0)),
  constraint working_copy_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES person(id),
  constraint working_copy_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint working_copy_pkey PRIMARY KEY (version_id)
);
grant delete, insert, select, update on working_text to readback_app;

-- Who is writing in a draft; it ends when no sign of life has come for two minutes
create table writing_lock (
  version_id uuid not null,
  person_id uuid not null,
  client text not null,
  since timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  constraint writing_lock_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint writing_lock_version_id_fkey FOREIGN KEY (version_id) REFERENCES document_version(id) ON DELETE CASCADE,
  constraint writing_lock_pkey PRIMARY KEY (version_id)
);
grant delete, insert, select, update on writing_lock to readback_app;
