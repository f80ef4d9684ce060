-- The words of the glossary: a working text is what is being written, a kept text what could not become the text of a draft.
alter table working_copy rename to working_text;
alter table recovery_copy rename to kept_text;
alter index recovery_copy__version rename to kept_text__version;
