package dev.portcullis.console.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "sso.example.com, https://sso.example.com",
        "sso.example.com:8443, https://sso.example.com:8443",
        "' https://sso.example.com/ ', https://sso.example.com",
        "HTTPS://sso.example.com, https://sso.example.com",
        "localhost:7480, http://localhost:7480",
        "127.0.0.1:7480, http://127.0.0.1:7480",
        "http://127.0.0.1:7480, http://127.0.0.1:7480",
        "https://localhost, https://localhost",
        "[::1]:7480, http://[::1]:7480",
        "https://[2001:db8::7]:8443, https://[2001:db8::7]:8443"
    })
    void isReadAsPeopleTypeIt(String typed, String address) throws ServerAddress.Wrong {
        assertThat(ServerAddress.parse(typed)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sso example com",
                "https://",
                "ftp://sso.example.com",
                "https://nadia@sso.example.com",
                "https://sso.example.com/login",
                "https://sso.example.com?x=1",
                "sso.example.com:99999",
                "sso.example.com:port",
                "https://sso.example.com#top"
            })
    void whatIsNoAddressIsSaidToBeNone(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed))
                .isInstanceOfSatisfying(
                        ServerAddress.Wrong.class,
                        wrong -> assertThat(wrong.sentence()).startsWith("This is not a server address."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://sso.example.com", "http://10.0.0.7:7480", "http://127.0.0.1.example.com"})
    void aPasswordDoesNotTravelInTheClear(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed))
                .isInstanceOfSatisfying(
                        ServerAddress.Wrong.class,
                        wrong -> assertThat(wrong.sentence()).contains("unencrypted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyFieldAsksForTheServer(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed))
                .isInstanceOfSatisfying(
                        ServerAddress.Wrong.class,
                        wrong -> assertThat(wrong.sentence()).startsWith("Which server?"));
    }
}
