package dev.portcullis.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Origins of pages: scheme, host and port. */
public final class Origins {
    private Origins() {}

    /**
     * An origin as browsers write it (RFC 6454 §6.2): lower case, without the scheme's own port. Empty if the text is anything else, such as a pattern or an
     * address with a path, or an origin whose pages somebody on the network could change: http beyond this computer.
     */
    public static Optional<String> parse(String text) {
        try {
            URI url = new URI(text);
            boolean bare = url.getRawPath() != null
                    && url.getRawPath().isEmpty()
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null;
            return bare && url.getHost() != null && safe(url) ? Optional.of(serialize(url)) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean safe(URI url) {
        boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
        return "https".equals(url.getScheme()) || (here && "http".equals(url.getScheme()));
    }

    /** The origin of an address. */
    static String serialize(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
