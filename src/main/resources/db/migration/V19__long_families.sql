-- Clients refresh as often as they like, so what is asked of a family of tokens must not take longer the more it has.

-- With which of them an access token was given. Written once with each, and never changed: to spend one remains a HOT update.
create index refresh_token_access on refresh_token (session_handle, access_jti);
-- Those that a re-authentication has replaced. They are few.
create index refresh_token_superseded on refresh_token (session_handle, generation) where superseded;
