package dev.portcullis.server;

import dev.portcullis.api.KeyPage;
import dev.portcullis.api.KeyRotationRequest;
import dev.portcullis.api.KeyView;
import dev.portcullis.api.Permission;
import dev.portcullis.session.Operator;
import dev.portcullis.token.SigningKeys;
import java.util.List;

/** {@code /admin/v1/keys}: the keys that sign tokens. */
final class AdminKeysEndpoint {
    private final Callers callers;
    private final SigningKeys keys;

    AdminKeysEndpoint(Callers callers, SigningKeys keys) {
        this.callers = callers;
        this.keys = keys;
    }

    /** {@code GET /admin/v1/keys}. */
    Response list(Request request) {
        callers.operator(request, Permission.ACCOUNTS_WRITE);
        keys.tend(); // as they are now, not as they were a second ago
        return page(keys.views());
    }

    /** {@code POST /admin/v1/keys/rotation}: the keys as they are then. */
    Response rotate(Request request) {
        Operator operator = callers.freshOperator(request, Permission.ACCOUNTS_WRITE);
        KeyRotationRequest wanted = request.json(KeyRotationRequest.class);
        return page(keys.rotate(Boolean.TRUE.equals(wanted.compromised()), operator));
    }

    private static Response page(List<KeyView> views) {
        return Response.json(200, new KeyPage(views, views.size()));
    }
}
