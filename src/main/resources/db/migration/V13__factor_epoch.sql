-- Moves on whenever a second factor begins to count or is taken away. It is in the account's own row, which a login holds when its session begins: so a login that was
-- admitted before such a change is refused after it, also if it waited for it.
alter table account add column factor_epoch integer not null default 0;
