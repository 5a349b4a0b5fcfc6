-- Logins, refreshes and uses are most of what is written, so each of them writes as little as can be.

alter table guess
    add column taken integer not null default 0; -- how many attempts were taken the last time, which may be fewer than were asked for

-- A use moves the idle limit. If that is indexed, each use writes a new entry into every index of the table; so what is indexed is when to look at a session next:
-- at its limits as they were, or before. Who looks and finds that they have moved on writes down when to look again.
alter table session
    add column lapse_check_at timestamptz not null default '-infinity';
update session set lapse_check_at = least(idle_expires_at, expires_at) where ended_at is null;
drop index session_lapses;
create index session_lapse_check on session (lapse_check_at) where ended_at is null;

-- Whoever shortens a limit need not think of it.
create function session_look_sooner() returns trigger language plpgsql as $$
begin
    new.lapse_check_at := least(new.idle_expires_at, new.expires_at);
    return new;
end $$;
create trigger session_look_sooner before update of idle_expires_at, expires_at on session
    for each row when (least(new.idle_expires_at, new.expires_at) < new.lapse_check_at)
    execute function session_look_sooner();

-- Room on a row's own page for its next versions.
alter table session set (fillfactor = 70);
alter table refresh_token set (fillfactor = 90);
