package dev.portcullis.api;

/**
 * {@code GET /admin/v1/roles/{name}/effect}: what would follow at once if the role permitted something else. Of a role that there is not, nothing.
 *
 * @param holders how many accounts have the role
 * @param accounts how many of them would not be permitted what they are now: what another role or they themselves are granted besides stays with them
 * @param sessions how many live sessions would not be either
 * @param narrowed how many of those would lose something
 */
public record RoleEffect(long holders, long accounts, long sessions, long narrowed) {}
