package dev.portcullis.console.policy;

import dev.portcullis.api.PolicyChange;
import dev.portcullis.api.PolicyOutcome;
import dev.portcullis.api.PolicyProgress;
import dev.portcullis.api.RoleView;
import dev.portcullis.client.HeldPolicy;
import dev.portcullis.client.PortcullisClient;
import java.util.List;

/** What the screen needs of a {@link PortcullisClient}, and no more. Every call blocks, and throws {@link dev.portcullis.client.ClientException}. */
interface PolicyAccess {
    HeldPolicy policy();

    /** Refused ({@code PRECONDITION_FAILED}) if it is not as it was seen any more. */
    PolicyOutcome change(HeldPolicy seen, PolicyChange change);

    PolicyProgress progress();

    /** The names of the roles that there are. */
    List<String> roles();

    static PolicyAccess of(PortcullisClient client) {
        return new PolicyAccess() {
            @Override
            public HeldPolicy policy() {
                return client.policy();
            }

            @Override
            public PolicyOutcome change(HeldPolicy seen, PolicyChange change) {
                return client.change(seen, change);
            }

            @Override
            public PolicyProgress progress() {
                return client.policyProgress();
            }

            @Override
            public List<String> roles() {
                return client.administration().roles().stream()
                        .map(RoleView::name)
                        .toList();
            }
        };
    }
}
