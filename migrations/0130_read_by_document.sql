-- Coverage, revision cycles and previews ask who has something on a document, whatever the document: these answer it without
-- the rows themselves, which lie scattered over the whole table.
drop index obligation__document;
create index obligation__document on obligation (document_id) include (person_id, since) where until is null;
create index obligation__ended on obligation (document_id, until) include (person_id, since) where until is not null;
drop index training_record__version;
create index training_record__version on training_record (version_id, person_id) include (event_at, valid_until);
