package dev.portcullis.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.client.CertificatePin;
import dev.portcullis.client.Fingerprint;
import dev.portcullis.client.ServerTrust;
import dev.portcullis.console.connection.ConnectionFormModel.Field;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of servers, and how it is written down. */
class ConnectionsTest {
    private static final CertificatePin PIN = CertificatePin.of(new Fingerprint("0a".repeat(32)));

    private final Connection production = connection("Production", "https://sso.example.com", Mark.PRODUCTION);
    private final Connection staging = connection("Staging", "https://sso.stage.example.com", Mark.STAGING);
    private final List<Connections> saved = new ArrayList<>();
    private final ConnectionBook book = new ConnectionBook(new Connections(List.of(production, staging)), saved::add);
    private final Deque<Connection> done = new ArrayDeque<>();

    @Test
    void theLastUsedComesFirst() {
        book.used(staging);

        assertThat(book.connections().all()).containsExactly(staging, production);
        assertThat(saved).containsExactly(book.connections());
    }

    @Test
    void twoAccountsOfOneServerAreTwoConnectionsOfDifferentNames() {
        Connection other = connection("production", "https://sso.example.com:8443", Mark.PRODUCTION);

        Connection remembered = book.used(other);

        assertThat(remembered.name()).isEqualTo("production (2)");
        assertThat(book.connections().all()).containsExactly(remembered, production, staging);
    }

    @Test
    void onlySoManyAreRemembered() {
        Connections many = IntStream.range(0, Connections.MOST + 1)
                .mapToObj(i -> connection("c" + i, "https://c" + i + ".example.com", Mark.NONE))
                .reduce(Connections.NONE, Connections::used, (_, last) -> last);

        assertThat(many.all())
                .hasSize(Connections.MOST)
                .noneMatch(each -> each.name().equals("c0"));
    }

    @Test
    void anAddressWithoutANameIsProductionUnlessItIsThisComputer() {
        assertThat(Connection.of(URI.create("https://sso.example.com")).mark()).isEqualTo(Mark.PRODUCTION);
        assertThat(Connection.of(URI.create("http://127.0.0.1:7480")).mark()).isEqualTo(Mark.LOCAL);
        assertThat(production.trust()).isEqualTo(ServerTrust.PUBLIC);
        assertThat(production.pinning(PIN).trust()).isEqualTo(new ServerTrust(List.of(PIN)));
        assertThat(production
                        .pinning(PIN)
                        .pinning(new CertificatePin(PIN.fingerprint(), true))
                        .pins())
                .containsExactly(new CertificatePin(PIN.fingerprint(), true));
    }

    @Test
    void aNewOneNeedsANameOfItsOwnAndAnAddress() {
        ConnectionFormModel form = form(null);
        assertThat(form.isNew()).isTrue();
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.NAME);

        form.nameProperty().set(" staging ");
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.NAME);

        form.nameProperty().set("x".repeat(ConnectionFormModel.LONGEST_NAME + 1));
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.NAME);

        form.nameProperty().set(" Test ");
        form.addressProperty().set("http://sso.example.com");
        form.save();
        assertThat(wrong(form)).isEqualTo(Field.ADDRESS);
        assertThat(saved).isEmpty();

        form.addressProperty().set("test.example.com");
        form.emailProperty().set(" nadia@example.com ");
        form.markProperty().set(Mark.TEST);
        form.save();

        Connection fresh = new Connection(
                "Test", URI.create("https://test.example.com"), Mark.TEST, Optional.of("nadia@example.com"), List.of());
        assertThat(done).containsExactly(fresh);
        assertThat(book.connections().all()).containsExactly(fresh, production, staging);
    }

    @Test
    void oneThatIsChangedStaysWhereItIsAndALostPinIsGone() {
        Connection pinned = production.pinning(PIN);
        book.replace(production, pinned);
        ConnectionFormModel form = form(pinned);
        assertThat(form.pins()).containsExactly(PIN);

        form.nameProperty().set("production");
        form.pins().remove(PIN);
        form.save();

        assertThat(book.connections().all()).containsExactly(production.named("production"), staging);
    }

    private ConnectionFormModel form(@Nullable Connection before) {
        return new ConnectionFormModel(book, before, done::add);
    }

    private static Field wrong(ConnectionFormModel form) {
        return Objects.requireNonNull(form.wrongProperty().get()).field();
    }

    private static Connection connection(String name, String address, Mark mark) {
        return new Connection(name, URI.create(address), mark, Optional.empty(), List.of());
    }
}
