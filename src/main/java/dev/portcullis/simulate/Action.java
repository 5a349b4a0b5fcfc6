package dev.portcullis.simulate;

import dev.portcullis.client.ClientException.Refused;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What people do, and how often when as many are logged in as should be. */
enum Action {
    LOG_IN(50, true) {
        @Override
        Outcome perform(Visit visit) {
            visit.logIn();
            return Outcome.LOGGED_IN;
        }
    },
    WORK(700, false) {
        @Override
        Outcome perform(Visit visit) {
            if (visit.work()) {
                return Outcome.CHECKED;
            }
            visit.end();
            return Outcome.FOUND_ENDED;
        }
    },
    LOOK(80, false) {
        @Override
        Outcome perform(Visit visit) {
            visit.look();
            return Outcome.CHECKED;
        }
    },
    REFRESH(60, false) {
        @Override
        boolean suits(Visit visit) {
            return visit.hasTokens();
        }

        @Override
        Outcome perform(Visit visit) {
            visit.refresh();
            return Outcome.REFRESHED;
        }
    },
    LOG_OUT(45, false) {
        @Override
        Outcome perform(Visit visit) {
            visit.logOut();
            return Outcome.LOGGED_OUT;
        }
    },
    /** Lunch, a meeting; or for good, and the session idles out. */
    REST(25, false) {
        @Override
        Outcome perform(Visit visit) {
            long minutes = ThreadLocalRandom.current().nextLong(1, 20);
            visit.restUntil(System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes));
            return Outcome.RESTED;
        }
    },
    LOG_IN_AGAIN(8, false) {
        @Override
        boolean suits(Visit visit) {
            return !visit.hasTokens();
        }

        @Override
        Outcome perform(Visit visit) {
            visit.logIn();
            return Outcome.REPLACED;
        }
    },
    MISTYPE(12, true) {
        @Override
        Outcome perform(Visit visit) {
            return wrongPassword(visit, visit.person().password() + "x");
        }
    },
    /** Somebody else's guess, from somewhere else. */
    GUESS(4, true) {
        @Override
        Outcome perform(Visit visit) {
            return wrongPassword(visit, "Correct-Horse-Battery-Staple");
        }
    },
    REPLAY(1, false) {
        @Override
        boolean suits(Visit visit) {
            return visit.canReplay();
        }

        @Override
        Outcome perform(Visit visit) {
            try {
                visit.replay();
            } catch (Refused e) {
                if (e.problem().status() < 500) {
                    visit.end();
                    return Outcome.REPLAYED;
                }
                throw e;
            }
            return Outcome.REFRESHED;
        }
    };

    private final int weight;
    private final boolean newcomer;

    Action(int weight, boolean newcomer) {
        this.weight = weight;
        this.newcomer = newcomer;
    }

    /** Does it. */
    abstract Outcome perform(Visit visit);

    /** Whether it is somebody without a session who does it. */
    boolean isNewcomers() {
        return newcomer;
    }

    /** Whether it gives wrong passwords, which count against the address that they come from. */
    boolean isGuessing() {
        return this == MISTYPE || this == GUESS;
    }

    /** Whether it can be done in that session. */
    boolean suits(Visit visit) {
        return true;
    }

    /**
     * How often it is chosen, relative to the others.
     *
     * @param fill sessions there are, by sessions there should be: below 1 more log in and fewer out, above 1 the other way round
     */
    double weight(double fill) {
        return switch (this) {
            case LOG_IN -> weight / Math.pow(Math.max(fill, 0.1), 3);
            case LOG_OUT -> weight * Math.pow(fill, 3);
            default -> weight;
        };
    }

    private static Outcome wrongPassword(Visit visit, String password) {
        try {
            visit.tryPassword(password);
        } catch (Refused e) {
            if (e.problem().status() == 401) {
                return Outcome.WRONG_PASSWORD;
            }
            throw e;
        }
        throw new IllegalStateException("a wrong password was accepted for " + visit.person());
    }
}
