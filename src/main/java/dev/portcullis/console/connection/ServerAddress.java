package dev.portcullis.console.connection;

import dev.portcullis.console.common.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** A server's address as a person types it. */
public final class ServerAddress {
    private ServerAddress() {}

    /**
     * Reads {@code host}, {@code host:port} or an URL. Without a scheme it is {@code https}, on this computer {@code http}.
     *
     * @throws Wrong if it is no address, or one to which a password would travel in the clear
     */
    public static URI parse(String typed) throws Wrong {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw new Wrong("login.server.missing");
        }
        URI uri = uri(text.contains("://") ? text : "any://" + text);
        String host = uri.getHost();
        if (host == null
                || uri.getUserInfo() != null
                || uri.getPort() > 65_535
                || uri.getPort() == 0
                || !uri.getSchemeSpecificPart().matches("//[^/?]+/?")
                || uri.getFragment() != null) {
            throw new Wrong("login.server.malformed");
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "any" -> URI.create((isThisComputer(host) ? "http" : "https") + "://" + uri.getRawAuthority());
            case "https" -> URI.create("https://" + uri.getRawAuthority());
            case "http" -> {
                if (!isThisComputer(host)) {
                    throw new Wrong("login.server.clear");
                }
                yield URI.create("http://" + uri.getRawAuthority());
            }
            default -> throw new Wrong("login.server.malformed");
        };
    }

    /** Whether what is sent to this host does not leave the computer. */
    static boolean isThisComputer(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static URI uri(String text) throws Wrong {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Wrong("login.server.malformed", e);
        }
    }

    /** It cannot be used. The message is the key of the text that says why. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String key) {
            super(key);
        }

        Wrong(String key, Throwable cause) {
            super(key, cause);
        }

        /** What is wrong, for a person. */
        public String sentence() {
            return Text.get(String.valueOf(getMessage()));
        }
    }
}
