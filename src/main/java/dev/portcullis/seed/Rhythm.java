package dev.portcullis.seed;

/** When people are up and about: little at night, most in the morning, half as much at weekends. By UTC. */
final class Rhythm {
    private static final long MINUTE = 60_000;
    private static final int MINUTES_OF_DAY = 24 * 60;

    /** Relative to the busiest hour. */
    private static final double[] HOURS = {
        0.14, 0.10, 0.08, 0.08, 0.10, 0.18, 0.36, 0.66, 0.93, 1.00, 0.96, 0.88, 0.74, 0.86, 0.90, 0.84, 0.74, 0.60,
        0.48, 0.42, 0.38, 0.34, 0.27, 0.20
    };

    private static final double WEEKEND = 0.45;

    private Rhythm() {}

    /** How busy it is then, from 0 to 1. */
    static double at(long epochMilli) {
        long minute = Math.floorDiv(epochMilli, MINUTE);
        int ofDay = Math.floorMod(minute, MINUTES_OF_DAY);
        double hour = ofDay / 60.0;
        int before = (int) hour;
        double share = hour - before;
        double level = HOURS[before] * (1 - share) + HOURS[(before + 1) % HOURS.length] * share;
        return weekend(minute) ? level * WEEKEND : level;
    }

    /** 1970 began on a Thursday. */
    private static boolean weekend(long minute) {
        long day = Math.floorMod(Math.floorDiv(minute, MINUTES_OF_DAY), 7L);
        return day == 2 || day == 3;
    }
}
