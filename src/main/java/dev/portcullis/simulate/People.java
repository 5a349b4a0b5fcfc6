package dev.portcullis.simulate;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The people there are: always the same names, with devices, addresses and habits chosen by the seed, and passwords that only this run knows. */
final class People {
    private static final SecureRandom SECRETS = new SecureRandom();

    private static final List<String> NAMES = List.of(
            "Alice Mendez",
            "Chidi Okafor",
            "Lin Wei",
            "Tomas Rybar",
            "Marta Silva",
            "Petr Novak",
            "Elin Lund",
            "Yuki Tanaka",
            "Fatima Zahra",
            "Noah Fischer",
            "Priya Raman",
            "Samuel Mensah",
            "Olga Petrenko",
            "Diego Herrera",
            "Hana Kim",
            "Liam Byrne",
            "Amina Yusuf",
            "Jonas Weber",
            "Nadia Haddad",
            "Mei Chen",
            "Ravi Iyer");

    private static final List<String> SERVICES = List.of("payments", "reports", "shipping");

    private static final List<List<String>> ROLES = List.of(
            List.of("orders:read", "orders:write"),
            List.of("orders:read", "support"),
            List.of("billing", "reports"),
            List.of("orders:read", "reports"),
            List.of("billing", "orders:read", "orders:write", "support"),
            List.of("orders:read"),
            List.of("catalog:admin", "orders:read", "orders:write", "users:admin"));

    private People() {}

    /** Everybody, the busiest first: the activity falls as 1/rank^0.8, so that a few do most of it. */
    static List<Person> all(RandomGenerator random) {
        List<Person> people = new ArrayList<>();
        for (String name : NAMES) {
            people.add(person(name, 1 / Math.pow(people.size() + 1, 0.8), random));
        }
        for (String service : SERVICES) {
            people.add(service(service, random));
        }
        return List.copyOf(people);
    }

    private static Person person(String name, double activity, RandomGenerator random) {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@people.example";
        return new Person(
                email,
                name + " (simulated)",
                password(),
                ROLES.get(random.nextInt(ROLES.size())),
                devices(random),
                activity,
                (random.nextBoolean() ? "198.51.100." : "192.0.2.") + host(random),
                "10.20.4." + host(random),
                "10.8.3." + host(random));
    }

    private static Person service(String name, RandomGenerator random) {
        String address = "10.30.0." + host(random);
        return new Person(
                "svc-" + name + "@people.example",
                "Service " + name + " (simulated)",
                password(),
                List.of(name.equals("payments") ? "billing" : "reports", "orders:read"),
                List.of(Device.RACKS.get(random.nextInt(Device.RACKS.size()))),
                0.4,
                address,
                address,
                address);
    }

    /** A desk computer; for most a telephone or tablet as well, for some two. */
    private static List<Device> devices(RandomGenerator random) {
        List<Device> devices = new ArrayList<>();
        devices.add(Device.DESKS.get(random.nextInt(Device.DESKS.size())));
        int pockets = random.nextInt(3);
        for (int i = 0; i < pockets; i++) {
            devices.add(Device.POCKETS.get(random.nextInt(Device.POCKETS.size())));
        }
        return List.copyOf(devices);
    }

    private static int host(RandomGenerator random) {
        return random.nextInt(1, 255);
    }

    /** 192 random bits, 32 characters. */
    static String password() {
        byte[] bytes = new byte[24];
        SECRETS.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
