-- From where a spent refresh token came back, the last time: of a theft it is the only trace. Written with the verdict, so no ordinary refresh pays for it.
alter table refresh_token add column reused_address inet;
