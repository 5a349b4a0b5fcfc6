package dev.portcullis.simulate;

import dev.portcullis.api.NewAccount;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Somebody, or some service, with an account.
 *
 * @param activity how much they do, relative to the others
 * @param home, office, vpn their addresses; a service has the same in all three
 */
record Person(
        String email,
        String name,
        String password,
        List<String> permissions,
        List<Device> devices,
        double activity,
        String home,
        String office,
        String vpn) {
    NewAccount account() {
        return new NewAccount(email, name, password, permissions);
    }

    Device device(RandomGenerator random) {
        return devices.get(random.nextInt(devices.size()));
    }

    /** Where they are with that device now. */
    String address(Device device, RandomGenerator random) {
        return switch (device.place()) {
            case DESK -> random.nextInt(4) == 0 ? vpn : office;
            case POCKET -> random.nextInt(3) == 0 ? vpn : home;
            case RACK -> office;
        };
    }

    @Override
    public String toString() {
        return "Person[" + email + "]";
    }
}
