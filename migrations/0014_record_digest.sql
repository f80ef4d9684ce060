-- What training_record.digest covers (TRN-06). Records never change, so each keeps the format it was made in:
-- 1: of a training, the whole record; of a qualification carried forward, id, kind, person, both versions and the time.
-- 2: the whole record, the signature among it, also of a qualification carried forward.
alter table training_record add column digest_format smallint not null default 1 check (digest_format in (1, 2));
