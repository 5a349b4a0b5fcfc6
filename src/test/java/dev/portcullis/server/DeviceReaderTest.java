package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.DeviceType;
import dev.portcullis.session.Device;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What user agents are read as. */
class DeviceReaderTest {
    private static final DeviceReader READER = new DeviceReader();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0|Firefox 148 · Windows|Firefox|Windows|DESKTOP
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36 Edg/154.0.0.0|Edge 154 · Windows|Edge|Windows|DESKTOP
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15|Safari 26 · macOS|Safari|macOS|DESKTOP
            Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0|Firefox 148 · Ubuntu|Firefox|Ubuntu|DESKTOP
            Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36|Chrome 154 · Chrome OS|Chrome|Chrome OS|DESKTOP
            Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Mobile Safari/537.36|Chrome 154 · Android|Chrome|Android|MOBILE
            Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Safari/537.36|Chrome 154 · Android|Chrome|Android|TABLET
            Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/154.0.0.0 Mobile Safari/537.36|Chrome 154 · Android|Chrome|Android|MOBILE
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1|Safari 26 · iOS|Safari|iOS|MOBILE
            Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1|Safari 26 · iPadOS|Safari|iPadOS|TABLET
            Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/2.2 Chrome/63.0.3239.84 TV Safari/537.36|Samsung Internet 2 · Tizen|Samsung Internet|Tizen|TV
            Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager|Chrome 79 · webOS|Chrome|webOS|TV
            Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)|Googlebot 2|Googlebot|-|ROBOT
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/154.0.0.0 Safari/537.36|HeadlessChrome 154 · Linux|HeadlessChrome|Linux|ROBOT
            Mozilla/5.0|Mozilla/5.0|-|-|OTHER
            """)
    void browsersBySystemAndKindOfDevice(String userAgent, String text, String browser, String os, DeviceType type) {
        assertThat(READER.read(userAgent)).isEqualTo(new Device(text, browser, os, type));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Portcullis/0.1 (Linux)|Portcullis · Linux|Portcullis|Linux|APP
            Java-http-client/25.0.1|Java-http-client 25|Java-http-client|-|APP
            curl/8.17.0|curl 8|curl|-|APP
            okhttp/5.3.0|okhttp 5|okhttp|-|APP
            Orders/6.2.1 (Android 16; Pixel 10) okhttp/5.3.0|Orders 6 · Android|Orders|Android|APP
            Orders/6.2.1 (iPhone; iOS 26.1; Scale/3.00) CFNetwork/3860.200.71 Darwin/25.1.0|Orders 6 · iOS|Orders|iOS|APP
            Dart/3.4 (dart:io)|Dart 3|Dart|-|APP
            python-requests/2.32.5|python-requests 2|python-requests|-|APP
            Go-http-client/1.1|Go-http-client 1|Go-http-client|-|APP
            reqwest/0.12.4|reqwest|reqwest|-|APP
            PowerShell|PowerShell|PowerShell|-|APP
            UptimeRobot/2.0|UptimeRobot 2|UptimeRobot|-|ROBOT
            kube-probe/1.27|kube-probe 1|kube-probe|-|ROBOT
            (nothing but a comment)|Unknown|-|-|OTHER
            """)
    void appsAndProgramsByTheirOwnName(String userAgent, String text, String browser, String os, DeviceType type) {
        assertThat(READER.read(userAgent)).isEqualTo(new Device(text, browser, os, type));
    }

    @Test
    void whoDoesNotSayIsUnknown() {
        assertThat(READER.read(null)).isEqualTo(Device.UNKNOWN);
    }

    @Test
    void aNameIsShortHoweverLongTheUserAgent() {
        assertThat(READER.read("x".repeat(DeviceReader.LONGEST)).text()).hasSize(40);
    }

    @Test
    void noUserAgentTakesLong() {
        for (String part : new String[] {"x", " ", "a; ", "Mozilla/5.0 (", "Mozilla/5.0 (X; ) AppleWebKit/5 ", "1."}) {
            String longest = ("Mozilla/" + part.repeat(DeviceReader.LONGEST)).substring(0, DeviceReader.LONGEST);
            long began = System.nanoTime();
            READER.read(longest);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
