-- The grid asks what was required of many people at any moment: with the end in the index, the answer stands in the index alone.
create index obligation__standing on obligation (person_id, document_id, since) include (until);
drop index obligation__history;
alter index obligation__standing rename to obligation__history;
