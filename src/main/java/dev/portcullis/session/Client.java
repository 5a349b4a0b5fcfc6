package dev.portcullis.session;

import dev.portcullis.api.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as the connection tells.
 *
 * @param address the numeric IP address; null if unknown
 * @param userAgent as sent, cut to a sane length
 * @param device as read from the user agent
 */
public record Client(@Nullable String address, @Nullable String userAgent, Device device, Delivery delivery) {}
