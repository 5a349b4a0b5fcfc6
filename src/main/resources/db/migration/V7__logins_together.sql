-- Logins and refreshes that come at the same time share their statements.

alter table guess
    add column taken integer not null default 0; -- how many attempts were taken the last time, which may be fewer than were asked for
