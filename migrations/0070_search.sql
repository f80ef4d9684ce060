-- Search (DOC-11): by number, by title with typing mistakes, and in the text.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- One configuration for all texts: accents do not matter, words are cut to their English stem; what is no English word stays as it is.
create text search configuration readback (copy = english);
alter text search configuration readback alter mapping for hword, hword_part, word with unaccent, english_stem;
comment on text search configuration readback is 'How the text of procedures is cut into words; changing it means rebuilding document_section.words.';

-- A section's words, its heading (A) above its text (D). A tsvector holds a megabyte at most: of a longer section the beginning is found.
alter table document_section add column words tsvector not null generated always as (
  setweight(to_tsvector('readback', coalesce(number, '') || ' ' || coalesce(heading, '')), 'A') || setweight(to_tsvector('readback', left(text, 150000)), 'D')) stored;
create index document_section__words on document_section using gin (words) with (fastupdate = off);
comment on column document_section.words is 'Kept by the database with the section, so that what is found is always what is stored.';

-- SOP-012, sop 12 and SOP_0012 are meant as the same number.
create function plain_number(number text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(lower(number), '[^[:alnum:]]', '', 'g'), '(\D|^)0+(?=\d)', '\1', 'g')
$$;
alter table document add column number_plain text not null generated always as (plain_number(number)) stored;
create index document__number_plain on document (number_plain text_pattern_ops);
create index document__search on document using gin (search gin_trgm_ops);

-- Documents whose number or title has a word like this one, typing mistakes allowed; the index answers.
create function documents_like(word text) returns setof uuid language sql stable set pg_trgm.word_similarity_threshold = 0.45 as $$
  select id from document where word <% search
$$;
