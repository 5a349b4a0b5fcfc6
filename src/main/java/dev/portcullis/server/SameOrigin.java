package dev.portcullis.server;

import dev.portcullis.api.ProblemType;
import java.net.URI;
import java.util.Locale;

/**
 * The proof that a write with a cookie was not sent by a foreign page (ASVS 3.5.1): {@code Sec-Fetch-Site: same-origin}, an {@code Origin} that is the server's own,
 * or {@code X-Requested-By}, which a page of another origin cannot send without the server's leave.
 */
final class SameOrigin {
    private final String origin;

    SameOrigin(URI publicUrl) {
        this.origin = serialize(publicUrl);
    }

    /** As browsers write an origin (RFC 6454 §6.2): lower case, without the scheme's own port. */
    private static String serialize(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port;
    }

    /** For writes with a cookie. */
    void require(Request request) {
        refuseForeign(request);
        boolean proven =
                request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent()
                        || request.header("Origin").filter(origin::equals).isPresent()
                        || request.header("X-Requested-By")
                                .filter(name -> !name.isBlank())
                                .isPresent();
        if (!proven) {
            throw new ProblemException(
                    ProblemType.CROSS_SITE,
                    "Send Origin or Sec-Fetch-Site, as browsers do, or X-Requested-By with the name of your program.");
        }
    }

    /** For logins, which need no cookie: a browser that says the page is a foreign one is believed. */
    void refuseForeign(Request request) {
        boolean foreign = request.header("Sec-Fetch-Site")
                .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                .isPresent();
        if (foreign) {
            throw new ProblemException(ProblemType.CROSS_SITE, "A page of another origin sent this request.");
        }
    }
}
