package dev.portcullis.seed;

import java.util.ArrayList;
import java.util.List;

/**
 * Where people work: a few large ones, and one that stands for none at all, whose people are at home.
 *
 * @param label its part of an e-mail address
 * @param number of its office networks; negative: it has none
 * @param size relative to the others
 */
record Organisation(String label, String domain, int number, double size) {
    private static final List<String> LABELS = List.of(
            "harbour",
            "meridian",
            "northgate",
            "atlas",
            "juniper",
            "lumen",
            "quarry",
            "tidewater",
            "vantage",
            "willow");
    private static final String[] DOMAINS = {"example.com", "example.net", "example.org"};
    private static final double UNAFFILIATED = 0.35;

    static final Weighted<Organisation> ALL = all();

    private static Weighted<Organisation> all() {
        List<Organisation> all = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < LABELS.size(); i++) {
            double size = 1 / Math.pow(i + 1, 1.1);
            sum += size;
            all.add(new Organisation(LABELS.get(i), DOMAINS[i % DOMAINS.length], i, size));
        }
        all.add(new Organisation("people", "example.org", -1, sum * UNAFFILIATED / (1 - UNAFFILIATED)));
        return new Weighted<>(all, Organisation::size);
    }

    boolean hasOffices() {
        return number >= 0;
    }

    /** An address in one of its offices: of a few networks, the first the largest. */
    String office(Chance chance) {
        if (chance.happens(0.12)) { // by IPv6
            return "2001:db8:" + Integer.toHexString(0x100 + number) + ":" + Integer.toHexString(chance.below(16))
                    + "::" + Integer.toHexString(0x1000 + chance.below(0xe000));
        }
        int site = chance.runs(0.45, 7);
        return "10." + (16 + number) + "." + (site * 8 + chance.below(4)) + "." + host(chance);
    }

    /** An address in its VPN. */
    String vpn(Chance chance) {
        return "10.8." + (Math.max(number, 0) * 8 + chance.below(8)) + "." + host(chance);
    }

    static int host(Chance chance) {
        return 1 + chance.below(254);
    }
}
