-- A sweep finds all obligations without a valid record by walking two indexes side by side: with version and end in this one, no table is read.
create index training_record__held on training_record (person_id, document_id, event_at) include (version_id, valid_until);
drop index training_record__person;
alter index training_record__held rename to training_record__person;
