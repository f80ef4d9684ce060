-- A roster that would change or end more than this share of the people employed is held until somebody confirms it (HR-02).
alter table organisation add column roster_hold_share smallint not null default 20 constraint organisation__roster_hold_share check (roster_hold_share between 1 and 100);
comment on column organisation.roster_hold_share is 'In per cent of the people employed. 100 holds nothing back.';
