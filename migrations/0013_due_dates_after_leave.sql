-- Clocks pause during leave (MTX-09): the day of return up to which leave is already counted in due_on, so that no sweep counts it twice.
alter table assignment add column leave_counted_until date;
create index employment__on_leave on employment (person_id) where state = 'on_leave';
