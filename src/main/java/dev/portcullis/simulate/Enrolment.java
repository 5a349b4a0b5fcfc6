package dev.portcullis.simulate;

import dev.portcullis.api.AccountView;
import dev.portcullis.api.ProblemType;
import dev.portcullis.client.ClientException.Refused;
import dev.portcullis.client.PortcullisClient;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Sees to it that people have accounts, with an operator's rights, each when they first need it. */
final class Enrolment {
    private final PortcullisClient operator;
    private final Set<String> enrolled = new HashSet<>();
    private final ReentrantLock turn = new ReentrantLock();

    Enrolment(PortcullisClient operator) {
        this.operator = operator;
    }

    /** Makes the account; one that a run before has left gets this run's password. */
    void enrol(Person person) {
        turn.lock();
        try {
            if (!enrolled.contains(person.email())) {
                makeOrTakeOver(person);
                enrolled.add(person.email());
            }
        } finally {
            turn.unlock();
        }
    }

    private void makeOrTakeOver(Person person) {
        try {
            operator.createAccount(person.account());
        } catch (Refused e) {
            if (!e.type().equals(Optional.of(ProblemType.CONFLICT))) {
                throw e;
            }
            AccountView account = operator.account(person.email()).orElseThrow(() -> e);
            operator.setPassword(account.id(), person.password());
        }
    }
}
