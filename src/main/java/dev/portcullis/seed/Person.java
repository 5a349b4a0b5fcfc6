package dev.portcullis.seed;

import dev.portcullis.seed.Devices.Device;
import java.util.List;
import java.util.UUID;

/**
 * Somebody, or some service, with an account.
 *
 * @param devices what they log in with, the usual first
 * @param home what a device that is taken along has for an address at home, without its last part
 */
record Person(
        UUID id,
        String email,
        String name,
        boolean enabled,
        List<String> permissions,
        Organisation organisation,
        List<Device> devices,
        String home) {}
