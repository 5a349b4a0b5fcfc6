-- The same as in minute, summed up by quarters of an hour: a month of minutes is too much to be read at each look. A quarter, since the hours of all time zones begin at
-- one. Written together with the minutes, from which this can be made at any time.
create table quarter (
    like minute including all
);
comment on column quarter.at is 'its begin';

insert into quarter (at, started, failed, refreshed, reused, ended, ended_logout, ended_idle, ended_expired, ended_revoked, ended_replaced, ended_reuse, ended_account,
    ended_quota)
select date_bin('15 minutes', at, '2000-01-01 00:00Z'), sum(started), sum(failed), sum(refreshed), sum(reused), sum(ended), sum(ended_logout), sum(ended_idle),
    sum(ended_expired), sum(ended_revoked), sum(ended_replaced), sum(ended_reuse), sum(ended_account), sum(ended_quota)
from minute
group by 1;
