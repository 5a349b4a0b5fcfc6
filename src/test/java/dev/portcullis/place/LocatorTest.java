package dev.portcullis.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.session.Lifetime;
import dev.portcullis.session.Location;
import dev.portcullis.session.Policy;
import dev.portcullis.support.MmdbFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Countries and autonomous systems come from the operator's files, if there are any; nothing about them breaks a login. */
class LocatorTest {
    private static final Policy POLICY = Policy.of(Lifetime.DEFAULT);

    @TempDir
    private Path folder;

    private Path countries;
    private Path systems;

    @BeforeEach
    void write() {
        countries = MmdbFile.ofCountries()
                .country("203.0.113.0/24", "DE")
                .country("2001:db8::/32", "JP")
                .to(folder.resolve("country.mmdb"));
        systems = MmdbFile.ofSystems()
                .system("203.0.113.128/25", 64_500, "Example Networks — a name that is longer than twenty-nine bytes")
                .system("198.51.100.0/24", 4_200_000_000L, "Other")
                .to(folder.resolve("asn.mmdb"));
    }

    private Locator locator() {
        return new Locator(new GeoFiles(countries, systems));
    }

    private static Location at(Locator locator, String address) {
        return locator.locate(POLICY, address).location();
    }

    @Test
    void anAddressHasACountryAndAnAutonomousSystem() {
        Locator locator = locator();
        assertThat(at(locator, "203.0.113.200"))
                .isEqualTo(new Location(
                        null, "DE", 64_500L, "Example Networks — a name that is longer than twenty-nine bytes"));
        assertThat(at(locator, "203.0.113.7")).isEqualTo(new Location(null, "DE", null, null));
        assertThat(at(locator, "198.51.100.1")).isEqualTo(new Location(null, null, 4_200_000_000L, "Other"));
        assertThat(at(locator, "2001:db8::1")).isEqualTo(new Location(null, "JP", null, null));
        assertThat(at(locator, "127.0.0.1")).isEqualTo(Location.UNKNOWN);
        assertThat(locator.locate(POLICY, null).location()).isEqualTo(Location.UNKNOWN);
    }

    @Test
    void withoutFilesNothingIsKnownAndNothingFails() {
        assertThat(at(new Locator(GeoFiles.NONE), "203.0.113.200")).isEqualTo(Location.UNKNOWN);
    }

    @Test
    void aFileThatHasChangedIsReadAgain() throws Exception {
        Locator locator = locator();
        touched(MmdbFile.ofCountries().country("203.0.113.0/24", "FR").to(countries), 1);
        locator.look();
        assertThat(at(locator, "203.0.113.7").country()).isEqualTo("FR");
    }

    @Test
    void aFileThatHasBecomeUnreadableOrIsGoneLeavesTheFormerInPlace() throws Exception {
        Locator locator = locator();
        touched(Files.write(countries, new byte[100]), 1);
        locator.look();
        assertThat(at(locator, "203.0.113.7").country()).isEqualTo("DE");
        Files.delete(countries);
        locator.look();
        assertThat(at(locator, "203.0.113.7").country()).isEqualTo("DE");
        touched(MmdbFile.ofCountries().country("203.0.113.0/24", "FR").to(countries), 2);
        locator.look();
        assertThat(at(locator, "203.0.113.7").country()).isEqualTo("FR");
    }

    /** The tree is whole; what it leads to is not. */
    @Test
    void whatADamagedFileCannotAnswerIsUnknown() throws Exception {
        Locator whole = locator();
        byte[] bytes = Files.readAllBytes(countries);
        int data = indexOf(bytes, "country") - 2;
        bytes[data] = (byte) 0xff;
        Files.write(countries, bytes);
        Locator damaged = new Locator(new GeoFiles(countries, null));
        assertThat(at(whole, "203.0.113.7").country()).isEqualTo("DE");
        assertThat(at(damaged, "203.0.113.7")).isEqualTo(Location.UNKNOWN);
        assertThat(at(damaged, "2001:db8::1").country()).isEqualTo("JP");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedAtTheStart() throws Exception {
        assertThatThrownBy(() -> new Locator(new GeoFiles(systems, null)))
                .hasMessage(
                        "--geoip-country " + systems + " is a database of another kind (Test-ASN), not of countries");
        Path text = Files.writeString(folder.resolve("text.mmdb"), "no database");
        assertThatThrownBy(() -> new Locator(new GeoFiles(null, text)))
                .hasMessage("--geoip-asn " + text + " is no database in MaxMind's format, or is damaged");
        assertThat(new GeoFiles(folder.resolve("none.mmdb"), text).faults())
                .containsExactly(
                        "cannot read --geoip-country " + folder.resolve("none.mmdb") + ": there is no such file",
                        "--geoip-asn " + text + " is no database in MaxMind's format, or is damaged");
    }

    /** A file's time may not have moved since it was written before. */
    private static void touched(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
