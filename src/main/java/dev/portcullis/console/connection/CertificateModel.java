package dev.portcullis.console.connection;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.client.ServerCertificate;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.client.UntrustedCertificateException.Reason;
import dev.portcullis.console.common.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A certificate that is not believed: what it says, why not, and whether the operator takes it all the same. For that they type the end of its fingerprint, as somebody
 * told them who knows it; at a connection that is known by another one, they cannot.
 */
public final class CertificateModel {
    /** So many of the fingerprint's last digits are typed. */
    static final int TYPED = 4;

    private final UntrustedCertificateException seen;
    private final ZoneId zone;
    private final StringProperty typed = new SimpleStringProperty("");
    private final BooleanBinding ready = Bindings.createBooleanBinding(this::isRight, typed);

    /** A line of what it says. */
    public record Fact(String what, String value, boolean exact) {}

    /** @param zone in which its validity is told */
    public CertificateModel(UntrustedCertificateException seen, ZoneId zone) {
        this.seen = seen;
        this.zone = zone;
    }

    /** Whether the server was known by another one: then it is refused, and that is all. */
    public boolean isChanged() {
        return seen.reasons().contains(Reason.NOT_PINNED);
    }

    public String title() {
        return Text.get(isChanged() ? "certificate.changed.title" : "certificate.title");
    }

    /** What that means. */
    public String meaning(String server) {
        return Text.get(isChanged() ? "certificate.changed" : "certificate.meaning", server);
    }

    /** Why it is not believed, a sentence each. */
    public List<String> reasons() {
        return seen.reasons().stream().map(this::sentence).toList();
    }

    public List<Fact> facts() {
        ServerCertificate shown = seen.certificate();
        return List.of(
                new Fact(Text.get("certificate.subject"), shown.subject(), false),
                new Fact(Text.get("certificate.issuer"), shown.issuer(), false),
                new Fact(
                        Text.get("certificate.names"),
                        shown.names().isEmpty() ? Text.get("certificate.names.none") : String.join(", ", shown.names()),
                        false),
                new Fact(
                        Text.get("certificate.validity"),
                        Text.get("certificate.validity.from-to", day(shown.validFrom()), day(shown.validUntil())),
                        false),
                new Fact(
                        Text.get(isChanged() ? "certificate.fingerprint.shown" : "certificate.fingerprint"),
                        shown.fingerprint().lines(),
                        true));
    }

    /** By which the server is known. */
    public List<Fact> expected() {
        return isChanged()
                ? seen.pins().stream()
                        .map(pin -> new Fact(
                                Text.get("certificate.fingerprint.pinned"),
                                pin.fingerprint().lines(),
                                true))
                        .toList()
                : List.of();
    }

    /** What the operator types to say that it is the one. */
    public StringProperty typedProperty() {
        return typed;
    }

    /** Whether that is what they had to type. */
    public BooleanBinding readyBinding() {
        return ready;
    }

    /** The certificate as it is known from now on; empty unless the operator has said that it is the one. */
    public Optional<CertificatePin> pin() {
        return isRight()
                ? Optional.of(new CertificatePin(
                        seen.certificate().fingerprint(),
                        seen.reasons().contains(Reason.EXPIRED)
                                || seen.reasons().contains(Reason.NOT_YET_VALID)))
                : Optional.empty();
    }

    private boolean isRight() {
        Fingerprint shown = seen.certificate().fingerprint();
        String end = shown.hex().substring(shown.hex().length() - TYPED);
        return !isChanged() && typed.get().strip().toLowerCase(Locale.ROOT).equals(end);
    }

    private String sentence(Reason reason) {
        ServerCertificate shown = seen.certificate();
        return switch (reason) {
            case NOT_PINNED -> Text.get("certificate.reason.not-pinned");
            case SELF_SIGNED -> Text.get("certificate.reason.self-signed");
            case UNKNOWN_ISSUER -> Text.get("certificate.reason.unknown-issuer", shown.issuer());
            case EXPIRED -> Text.get("certificate.reason.expired", day(shown.validUntil()));
            case NOT_YET_VALID -> Text.get("certificate.reason.not-yet-valid", day(shown.validFrom()));
            case WRONG_NAME -> Text.get("certificate.reason.wrong-name");
            case OTHER -> Text.get("certificate.reason.other", seen.detail());
        };
    }

    private String day(Instant at) {
        return DateTimeFormatter.ofPattern(Text.get("certificate.day"), Text.locale())
                .format(at.atZone(zone));
    }
}
