package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EventData;
import dev.portcullis.api.EventType;
import dev.portcullis.api.Receipt;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.EventListener;
import dev.portcullis.client.EventStream;
import dev.portcullis.client.PortcullisClient;
import dev.portcullis.session.Credential;
import dev.portcullis.store.Database;
import dev.portcullis.support.Http;
import dev.portcullis.support.TestDatabase;
import dev.portcullis.support.TestServer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Servers keep no state of their own: two of them over one database are one. */
class TwoServersTest {
    @Test
    void whatBeginsOnOneIsKnownToTheOtherAndWhatEndsOnOneIsRefusedByBoth() throws Exception {
        Database.Address database = TestDatabase.fresh();
        try (TestServer one = TestServer.start(database);
                TestServer two = TestServer.start(database);
                PortcullisClient admin = one.admin()) {
            one.account("alice@example.com");
            Http first = new Http(one.uri());
            Http second = new Http(two.uri());
            Set<UUID> endedSeenByTwo = ConcurrentHashMap.newKeySet();
            CountDownLatch opened = new CountDownLatch(1);
            try (PortcullisClient watcher = two.admin();
                    EventStream _ = watcher.events(null, listener(opened, endedSeenByTwo))) {
                opened.await();
                String cookie = Http.cookie(first.logIn("alice@example.com", TestServer.PASSWORD));
                UUID handle = Credential.parse(cookie.substring(cookie.indexOf('=') + 1))
                        .orElseThrow()
                        .handle();
                assertThat(second.get("/v1/verify", "Cookie", cookie).statusCode())
                        .isEqualTo(200);

                Receipt receipt = admin.revoke(List.of(handle), "ended on the other server");

                assertThat(receipt.nodes())
                        .extracting(Receipt.Node::node)
                        .hasSize(2)
                        .doesNotHaveDuplicates();
                assertThat(first.get("/v1/verify", "Cookie", cookie).statusCode())
                        .isEqualTo(401);
                assertThat(second.get("/v1/verify", "Cookie", cookie).statusCode())
                        .isEqualTo(401);
                await().until(() -> endedSeenByTwo.contains(handle));
            }
        }
    }

    private static EventListener listener(CountDownLatch opened, Set<UUID> ended) {
        return new EventListener() {
            @Override
            public void opened() {
                opened.countDown();
            }

            @Override
            public void event(EventType type, EventData data) {
                if (type == EventType.SESSION_ENDED && data.session() != null) {
                    ended.add(data.session().handle());
                }
            }

            @Override
            public void interrupted(ClientException why) {
                // it comes back by itself
            }

            @Override
            public void refused(ClientException.Refused why) {
                throw new AssertionError(why);
            }
        };
    }
}
