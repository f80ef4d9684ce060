-- The leave a directory said last (HR-02): only that is ended by it again; a leave entered by hand stays.
alter table scim_user add column leave jsonb;
comment on column scim_user.leave is 'from and until (exclusive, or null) of the leave that the directory gave.';
