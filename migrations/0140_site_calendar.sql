-- What was known of a site's calendar and zone, and when (TRN-03). The site itself holds what counts now.
create table site_calendar (
  id uuid primary key,
  site_id uuid not null references site,
  version integer not null constraint site_calendar__version_from_one check (version >= 1),
  zone text not null,
  locale text not null,
  working_days smallint[] not null,
  holidays jsonb not null,                    -- [{on, name}], in order of days
  known_at timestamptz,                       -- none: as the site was made
  by_id uuid references person,
  reason text,
  constraint site_calendar__version unique (site_id, version),
  constraint site_calendar__told check ((version = 1) = (known_at is null) and (version = 1) = (reason is null))
);
comment on table site_calendar is 'Each version counts from its moment until that of the next. A site whose calendar never changed has none.';
call regulate('site_calendar'); call freeze('site_calendar');
grant select on all tables in schema public to readback_app;
