package dev.portcullis.seed;

import dev.portcullis.seed.Devices.Device;
import dev.portcullis.seed.Devices.Place;
import dev.portcullis.store.AccountStore.Account;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The people there are. They are numbered by when they got their accounts; how much they do has nothing to do with that. */
final class Crowd {
    /** How often each account logs in falls as 1/rank^0.75. */
    private static final double EXPONENT = 0.75;

    /** A prime greater than any size, so that multiplying by it shuffles. */
    private static final long SHUFFLE = 2_147_483_647;

    private static final long OLDEST = Duration.ofDays(1500).toMillis();
    private static final long YOUNGEST = Duration.ofDays(61).toMillis();
    private static final double SERVICES = 0.02;
    private static final double ALWAYS_SERVICES = 0.0002;
    private static final double DISABLED = 0.01;

    private static final List<String> FIRST = List.of(
            "Alice", "Chidi", "Lin", "Tomáš", "Marta", "Petr", "Elin", "Yuki", "Fatima", "Noah", "Priya", "Samuel",
            "Olga", "Diego", "Hana", "Liam", "Amina", "Jonas", "Nadia", "Mei", "Ravi", "Zoë", "Søren", "Ingrid", "Kofi",
            "Leila", "Mateo", "Sofia", "Arjun", "Freya", "Tariq", "Camille", "Björn", "Nia", "Viktor", "Aiko", "Dalia",
            "Emeka", "Rosa", "Henrik", "Anjali", "Pavel", "Grace", "Omar", "Lucía", "Sven", "Thandi", "Wei");

    private static final List<String> LAST = List.of(
            "Mendez",
            "Okafor",
            "Wei",
            "Rybář",
            "Silva",
            "Novák",
            "Lund",
            "Tanaka",
            "Zahra",
            "Fischer",
            "Raman",
            "Mensah",
            "Petrenko",
            "Herrera",
            "Kim",
            "Byrne",
            "Yusuf",
            "Weber",
            "Haddad",
            "Chen",
            "Iyer",
            "Andersson",
            "Costa",
            "Dubois",
            "Eriksen",
            "Ferrari",
            "Garcia",
            "Hoffmann",
            "Ito",
            "Jansen",
            "Kowalski",
            "Larsen",
            "Moreau",
            "Nilsson",
            "Oliveira",
            "Park",
            "Quinn",
            "Rossi",
            "Schmidt",
            "Takahashi",
            "Ueda",
            "Varga",
            "Wagner",
            "Ximenes",
            "Yamada",
            "Zieliński",
            "Abebe",
            "Banerjee",
            "Castillo",
            "Diallo",
            "Evans",
            "Fontaine",
            "Gupta",
            "Horváth",
            "Ivanova",
            "Jensen",
            "Khan",
            "Lopez",
            "Murphy",
            "Ndlovu",
            "Osei",
            "Popescu",
            "Reid",
            "Santos");

    private static final List<String> TASKS =
            List.of("payments", "reports", "shipping", "search", "billing", "mailer", "exports", "monitoring");

    /** What somebody may do, sorted, and how common that is. */
    private record Rights(List<String> permissions, double weight) {}

    private static final Weighted<Rights> RIGHTS = new Weighted<>(
            List.of(
                    new Rights(List.of("orders:read"), 34),
                    new Rights(List.of("orders:read", "orders:write"), 24),
                    new Rights(List.of("orders:read", "support"), 12),
                    new Rights(List.of("orders:read", "reports"), 9),
                    new Rights(List.of(), 8),
                    new Rights(List.of("billing", "reports"), 5),
                    new Rights(List.of("billing", "orders:read", "orders:refund", "support"), 4),
                    new Rights(List.of("catalog:admin", "orders:read", "orders:write", "users:admin"), 2),
                    new Rights(List.of("billing", "orders:read", "orders:write", "payroll", "reports"), 2)),
            Rights::weight);

    private final long seed;
    private final int size;
    private final long nowMilli;
    private final String passwordHash;
    private final long shuffle;
    private final long unshuffle;

    Crowd(long seed, int size, Instant now, String passwordHash) {
        this.seed = seed;
        this.size = size;
        this.nowMilli = now.toEpochMilli();
        this.passwordHash = passwordHash;
        this.shuffle = SHUFFLE % size;
        this.unshuffle = size == 1
                ? 0
                : BigInteger.valueOf(SHUFFLE)
                        .modInverse(BigInteger.valueOf(size))
                        .longValueExact();
    }

    int size() {
        return size;
    }

    /** Somebody, more often those who do more. */
    int draw(Chance chance) {
        double power = 1 - EXPONENT;
        double at = chance.share() * (Math.pow(size + 1.0, power) - 1) + 1;
        long rank = Math.min(size - 1L, (long) Math.pow(at, 1 / power) - 1);
        return (int) (rank * shuffle % size);
    }

    /** How many do more than this one. */
    private long rank(int index) {
        return index * unshuffle % size;
    }

    /** The busiest are programs, and of the others who are busy, half. */
    private boolean service(int index, Chance chance) {
        long rank = rank(index);
        return rank < size * ALWAYS_SERVICES || (rank < size * SERVICES && chance.happens(0.5));
    }

    Person person(int index) {
        Chance chance = Chance.of(seed, Chance.Of.ACCOUNT, index);
        UUID id = chance.uuidAt(since(index, chance));
        Organisation organisation = Organisation.ALL.draw(chance);
        if (service(index, chance)) {
            return service(index, id, organisation, chance);
        }
        String first = FIRST.get(index % FIRST.size());
        String last = LAST.get(index / FIRST.size() % LAST.size());
        int namesakes = index / (FIRST.size() * LAST.size());
        String local = ascii(first) + "." + ascii(last) + (namesakes == 0 ? "" : namesakes + 1);
        return new Person(
                id,
                email(local, organisation),
                first + " " + last,
                !chance.happens(DISABLED),
                RIGHTS.draw(chance).permissions(),
                organisation,
                devices(chance),
                home(chance));
    }

    private Person service(int index, UUID id, Organisation organisation, Chance chance) {
        String task = chance.one(TASKS);
        return new Person(
                id,
                email("svc-" + task + "-" + index, organisation),
                "Service " + task + " " + index,
                true,
                List.of(task.equals("payments") || task.equals("billing") ? "billing" : "reports"),
                organisation,
                List.of(Devices.RACKS.draw(chance)),
                "203.0.113.");
    }

    Account account(int index) {
        Person person = person(index);
        return new Account(
                person.id(),
                person.email(),
                person.name(),
                passwordHash,
                person.permissions(),
                List.of(),
                person.permissions(),
                person.enabled(),
                Instant.ofEpochMilli(person.id().getMostSignificantBits() >>> 16),
                1,
                0,
                false);
    }

    /** When the account was made: the higher the number, the later. */
    private long since(int index, Chance chance) {
        double share = (index + chance.share()) / size;
        return nowMilli - OLDEST + (long) (share * (OLDEST - YOUNGEST));
    }

    /** With the seed in it, so that several populations fit into one database. */
    private String email(String local, Organisation organisation) {
        return local + "@" + organisation.label() + "-" + seed + "." + organisation.domain();
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name.replace('ø', 'o').replace('ł', 'l'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    /** A desk computer; for most a telephone as well, for some two, for some nothing else. */
    private static List<Device> devices(Chance chance) {
        List<Device> devices = new ArrayList<>();
        if (chance.happens(0.85)) {
            devices.add(Devices.DESKS.draw(chance));
        }
        int pockets = chance.runs(0.6, 3);
        for (int i = 0; i < pockets || devices.isEmpty(); i++) {
            devices.add(Devices.POCKETS.draw(chance));
        }
        return List.copyOf(devices);
    }

    /** Half of the people have an IPv6 prefix of their own at home; the others share a provider's addresses. */
    private static String home(Chance chance) {
        return chance.happens(0.45)
                ? "3fff:" + Integer.toHexString(chance.below(0x1000)) + ":" + Integer.toHexString(chance.below(0x10000))
                        + ":" + Integer.toHexString(chance.below(0x100) << 8) + "::"
                : "100." + (64 + chance.below(64)) + "." + chance.below(256) + ".";
    }

    /** Where they are with that device now. */
    static String address(Person person, Device device, Chance chance) {
        boolean atWork = person.organisation().hasOffices();
        if (device.place() == Place.RACK) {
            return person.home() + (1 + Math.floorMod(person.id().hashCode(), 200));
        }
        if (device.place() == Place.DESK && atWork) {
            return chance.happens(0.75)
                    ? person.organisation().office(chance)
                    : chance.happens(0.4) ? person.organisation().vpn(chance) : athome(person, device);
        }
        return chance.happens(0.35) ? mobile(chance) : athome(person, device);
    }

    /** The same device has the same address there. */
    private static String athome(Person person, Device device) {
        int host = Math.floorMod(person.id().hashCode() ^ device.userAgent().hashCode(), 250) + 2;
        return person.home() + (person.home().startsWith("3fff") ? Integer.toHexString(0x1000 + host) : host);
    }

    private static String mobile(Chance chance) {
        return "198." + (18 + chance.below(2)) + "." + chance.below(256) + "." + Organisation.host(chance);
    }
}
