package dev.portcullis.api;

import java.util.List;
import java.util.UUID;

/**
 * {@code POST /admin/v1/revocations}: end these sessions.
 *
 * @param handles 1 to 10,000 of them
 * @param reason why, in the operator's words: 1 to 500 characters, kept with each session and on the receipt
 */
public record RevocationRequest(List<UUID> handles, String reason) {}
