package dev.portcullis.client;

import dev.portcullis.api.ProblemType;

/** Who can be asked for more proof when the server wants it: the user. */
@FunctionalInterface
public interface ProofGiver {
    /**
     * Gets what is missing, and blocks meanwhile. May be called from several threads at once.
     *
     * @param wanted {@link ProblemType#STEP_UP_REQUIRED}, {@link ProblemType#SECOND_FACTOR_REQUIRED} (a step-up too, of a session begun without) or
     *     {@link ProblemType#SECOND_FACTOR_ENROLMENT_REQUIRED}
     * @return whether it has been given, so that asking again makes sense
     */
    boolean give(ProblemType wanted);
}
