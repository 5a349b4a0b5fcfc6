-- Lists of sessions look for their users among the accounts, and can be sorted by them. Accounts change rarely: this costs no login and no use anything. On sessions
-- there is no new index, see SessionList.

-- What a word is looked for in. The query language compares so, and does in every database: ASCII whatever the case, in the order of character codes.
alter table account
    add column search text generated always as (lower(email collate "C") || e'\n' || lower(name collate "C")) stored;

create index account_user on account (lower(email collate "C"), id);
create index account_user_name on account (lower(name collate "C"), id);
-- Few of them have sessions that have not ended, and every list must know that none has.
create index account_disabled on account (id) where not enabled;
