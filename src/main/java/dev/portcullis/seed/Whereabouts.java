package dev.portcullis.seed;

import dev.portcullis.session.Location;
import java.util.List;

/**
 * Where the made-up addresses are made to be: what a database of countries and networks would say of an address, had they been given out. The same address is always in
 * the same place; the systems' numbers are those for private use (RFC 6996). What is private is nowhere.
 */
final class Whereabouts {
    private static final List<String> COUNTRIES =
            List.of("DE", "US", "FR", "GB", "NL", "DE", "PL", "ES", "US", "IT", "SE", "CZ", "IN", "BR", "JP", "ZA");

    private static final long FIRST_PRIVATE_SYSTEM = 64_512;

    private Whereabouts() {}

    static Location of(String address) {
        if (address.startsWith("100.")) {
            return provider(Integer.parseInt(address.split("\\.")[1]), "Home", 0);
        }
        if (address.startsWith("3fff:")) {
            return provider(Integer.parseInt(address.split(":")[1], 16), "Home", 0);
        }
        if (address.startsWith("198.")) {
            return provider(Integer.parseInt(address.split("\\.")[2]), "Mobile", 100);
        }
        if (address.startsWith("203.0.113.")) {
            return new Location(null, "IE", FIRST_PRIVATE_SYSTEM + 200, "Example Hosting");
        }
        if (address.startsWith("2001:db8:")) {
            return provider(Integer.parseInt(address.split(":")[2], 16), "Offices", 300);
        }
        return Location.UNKNOWN;
    }

    private static Location provider(int number, String kind, int system) {
        int place = number % COUNTRIES.size();
        String country = COUNTRIES.get(place);
        return new Location(null, country, FIRST_PRIVATE_SYSTEM + system + place, "Example " + kind + " " + country);
    }
}
