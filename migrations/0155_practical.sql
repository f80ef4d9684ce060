-- The practical of a training module (ASM-07): frozen with the module, and signed over with the version.
alter table module
  add column practical jsonb,                -- {items: [{id, text, critical}], repetitions: {observe, guided, independent}}
  add column practical_sha256 bytea,
  add constraint module__practical_digest check ((practical is null) = (practical_sha256 is null)),
  add constraint module__practical_shape check (practical is null or (jsonb_typeof(practical -> 'items') = 'array' and jsonb_typeof(practical -> 'repetitions') = 'object'));
comment on column module.practical is 'On-the-job training: a checklist, some of it critical, and how many repetitions each stage asks for. Null: the version has no practical.';
comment on column module.practical_sha256 is 'Of the canonical JSON of the practical; the signatures of the version bind it.';
