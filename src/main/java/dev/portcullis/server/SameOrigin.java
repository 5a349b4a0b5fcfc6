package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import java.net.URI;

/**
 * The proof that a write with a cookie was not sent by a foreign page (ASVS 3.5.1): {@code Sec-Fetch-Site: same-origin}, an {@code Origin} that is the server's own,
 * or {@code X-Requested-By}, which a page of another origin cannot send without the server's leave.
 */
final class SameOrigin {
    private final String origin;
    private final Cors cors;

    SameOrigin(URI publicUrl, Cors cors) {
        this.origin = Origins.serialize(publicUrl);
        this.cors = cors;
    }

    /** For writes with a cookie. */
    void require(Request request) {
        refuseForeign(request);
        boolean proven =
                request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent()
                        || request.header("Origin").filter(origin::equals).isPresent()
                        || trusted(request)
                        || request.header("X-Requested-By")
                                .filter(name -> !name.isBlank())
                                .isPresent();
        if (!proven) {
            throw new ProblemException(
                    ProblemType.CROSS_SITE,
                    "Send Origin or Sec-Fetch-Site, as browsers do, or X-Requested-By with the name of your program.");
        }
    }

    /** Whether the browser says that the page is of an origin that the configuration trusts: what it sends is wanted. */
    private boolean trusted(Request request) {
        return cors.allows(request.header("Origin").orElse(null));
    }

    /** For logins, which need no cookie: a browser that says the page is a foreign one is believed. */
    void refuseForeign(Request request) {
        boolean foreign = !trusted(request)
                && request.header("Sec-Fetch-Site")
                        .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                        .isPresent();
        if (foreign) {
            throw new ProblemException(ProblemType.CROSS_SITE, "A page of another origin sent this request.");
        }
    }
}
