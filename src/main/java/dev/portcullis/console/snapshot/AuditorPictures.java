package dev.portcullis.console.snapshot;

import dev.portcullis.api.Permission;
import java.io.IOException;
import java.util.List;

/** What somebody sees who may look and change nothing: buttons that say why not, and no way to what they may not see. It begins and ends at the login. */
final class AuditorPictures implements Pictures {
    @Override
    public void take(Walk walk) throws IOException, InterruptedException {
        Puppet operator = walk.operator();
        walk.staged().allowOnly(List.of(Permission.SESSIONS_READ, Permission.AUDIT_READ));
        walk.logIn();
        walk.chooseFirst("#table");
        walk.picture("sessions-auditor");
        walk.visit("accounts", () -> {
            walk.chooseFirst("#accounts-table");
            walk.picture("accounts-auditor");
        });
        walk.visit("policy", () -> {
            operator.waitFor("the limits", () -> operator.isShown("#policy-absoluteTtlSeconds"));
            walk.picture("policy-auditor");
        });
        walk.visit("locks", () -> {
            operator.waitFor("the locks", () -> !operator.isShown("#locks .progress-indicator"));
            walk.picture("locks-auditor");
        });
        walk.visit("roles", () -> {
            walk.chooseFirst("#roles-table");
            walk.picture("roles-auditor");
        });
        walk.visit("audit", () -> {
            walk.chooseFirst("#audit-table");
            walk.picture("audit-auditor");
        });
        walk.endOwn();
        walk.staged().allowOnly(List.of(Permission.SESSIONS_READ));
        walk.logIn();
        walk.picture("denied");
        walk.endOwn();
        walk.staged().allowAll();
    }
}
