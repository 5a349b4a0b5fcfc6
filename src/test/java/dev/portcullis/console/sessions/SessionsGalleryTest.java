package dev.portcullis.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.api.EndReason;
import dev.portcullis.api.EventType;
import dev.portcullis.api.SessionView;
import dev.portcullis.console.common.Theme;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

/** Draws the screen with made-up sessions in its states and sizes, leaves the pictures in {@code target/gallery}, and holds that nothing is cut off. */
class SessionsGalleryTest extends SessionsGallery {
    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900", "DARK,1000,700", "LIGHT,1000,700"})
    void aBusyServerIsShownWithoutAnythingCutOff(Theme theme, int width, int height) throws Exception {
        List<SessionView> crowd = People.crowd(400);
        FakeSource source = new FakeSource(crowd, People.stats(48_213, 2));
        source.more = 47_813;
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 400));
        source.say(EventType.SESSION_STARTED, People.session(999, "lin.wei@example.com"));
        await().until(() -> fx(() -> model.rows().size() == 401));
        List<SessionView> top = fx(() -> model.rows().stream().map(Row::session).toList());
        source.say(EventType.SESSION_ENDED, People.ended(top.get(4), EndReason.LOGOUT));
        await().until(() -> fx(() -> model.rows().get(4).ended()));
        fx(() -> {
            model.selection().set(List.of(top.get(2).handle()));
            return null;
        });
        await().until(() -> fx(() -> model.statsProperty().get() != null));
        picture("sessions", theme, width, height);
        assertThat(fx(this::horizontalScrollBars)).isZero();
        assertThat(fx(this::cutHeaders)).isEmpty();
        assertThat(fx(() -> cut(".device-cell .tagged > .label"))).isEmpty();
        assertThat(fx(this::barsTooNear)).isZero();
        SessionView longest = top.stream()
                .filter(session -> session.account().email().startsWith("bartholomew"))
                .findFirst()
                .orElseThrow();
        fx(() -> {
            model.selection()
                    .set(List.of(
                            top.get(2).handle(),
                            top.get(3).handle(),
                            top.get(5).handle(),
                            longest.handle(),
                            People.own().handle()));
            return null;
        });
        picture("sessions-several", theme, width, height);
        fx(() -> {
            key(KeyCode.DELETE);
            return null;
        });
        await().until(() -> fx(this::words).stream().anyMatch(words -> words.startsWith("Whom it would hit")));
        picture("revoke-unplanned", theme, width, height);
        String required = "Say why: nothing is done without a reason for the record.";
        assertThat(fx(this::words)).doesNotContain(required);
        fx(() -> {
            stage.getScene().getFocusOwner().fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
        picture("revoke-reason", theme, width, height);
        assertThat(fx(this::words)).contains(required);
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void howASessionEndedIsReadInItsDetails(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(40), People.stats(40, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 40));
        SessionView chosen = fx(() -> model.rows().get(5).session());
        fx(() -> {
            model.selection().set(List.of(chosen.handle()));
            key(KeyCode.ENTER);
            return null;
        });
        source.say(EventType.SESSION_ENDED, People.ended(chosen, EndReason.REVOKED));
        await().until(() -> fx(() -> model.rows().get(5).ended()));
        picture("ended", theme, width, height);
        assertThat(fx(this::words)).contains("by nadia.k@example.com", "Credential phishing, incident 4417");
        assertThat(fx(this::cutHeaders)).isEmpty();
    }

    @Test
    void byWhatTheRowsAreOrderedIsAlwaysSeen() throws Exception {
        show(new FakeSource(People.crowd(30), People.stats(30, 0)), Theme.LIGHT, 1000, 700);
        await().until(() -> fx(() -> model.rows().size() == 30));
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED DESCENDING");
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED ASCENDING");
        assertThat(fx(() -> table.getSortOrder().getFirst().isVisible())).isTrue();
        picture("sorted", Theme.LIGHT, 1000, 700);
        assertThat(fx(this::cutHeaders)).isEmpty();
        assertThat(fx(this::horizontalScrollBars)).isZero();
        fx(() -> {
            sortBy(table, "USER");
            return null;
        });
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(new Ordering(Ordering.Key.USER, false));
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED DESCENDING");
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(Ordering.NEWEST);
        fx(() -> {
            table.getSortOrder().clear();
            return null;
        });
        assertThat(fx(() -> sortedBy(table))).isEqualTo("CREATED ASCENDING");
        assertThat(fx(() -> model.orderingProperty().get())).isEqualTo(new Ordering(Ordering.Key.CREATED, false));
    }

    @ParameterizedTest
    @CsvSource({"1440", "1000"})
    void theColumnsDoNotJumpWhenThereAreMoreRowsThanFit(int width) throws Exception {
        FakeSource source = new FakeSource(People.crowd(3), People.stats(3, 0));
        show(source, Theme.DARK, width, 700);
        await().until(() -> fx(() -> model.rows().size() == 3));
        WaitForAsyncUtils.waitForFxEvents();
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        List<Double> before = fx(() -> widths(table));
        People.crowd(60).subList(3, 60).forEach(session -> source.say(EventType.SESSION_STARTED, session));
        await().until(() -> fx(() -> model.rows().size() == 60));
        WaitForAsyncUtils.waitForFxEvents();
        ScrollBar bar = fx(() -> (ScrollBar) table.lookup(".scroll-bar:vertical"));
        await().until(() -> fx(() -> shown(bar) && bar.getWidth() > 0));
        assertThat(fx(bar::getWidth)).isLessThanOrEqualTo(SteadyWidths.SCROLL_BAR);
        assertThat(fx(() -> widths(table))).isEqualTo(before);
        assertThat(fx(this::horizontalScrollBars)).isZero();
    }

    private static <R> void sortBy(TableView<R> table, String column) {
        table.getSortOrder()
                .setAll(List.of(table.getColumns().stream()
                        .filter(each -> each.getId().equals(column))
                        .findFirst()
                        .orElseThrow()));
    }

    private static String sortedBy(TableView<?> table) {
        var column = table.getSortOrder().getFirst();
        return column.getId() + " " + column.getSortType();
    }

    private static List<Double> widths(TableView<?> table) {
        return table.getVisibleLeafColumns().stream()
                .map(javafx.scene.control.TableColumnBase::getWidth)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void theReuseTileLeadsToTheSessionsOrSaysThatTheyHaveEnded(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(30), People.stats(30, 3));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() == 30));
        fx(() -> {
            screen.root().lookup(".tile.series-reused").fireEvent(key(KeyCode.SPACE, KeyEvent.KEY_PRESSED));
            return null;
        });
        await().until(() -> fx(() -> model.rows().size() == 2));
        assertThat(fx(() -> model.rows().stream().allMatch(Row::reused))).isTrue();
        for (Row row : fx(() -> List.copyOf(model.rows()))) {
            source.say(EventType.SESSION_ENDED, People.ended(row.session(), EndReason.REUSE));
        }
        await().until(() -> fx(this::words).contains("token reuse"));
        fx(() -> {
            screen.root().lookup(".tile-active").fireEvent(key(KeyCode.SPACE, KeyEvent.KEY_PRESSED));
            return null;
        });
        await().until(() -> fx(() -> model.rows().size() == 30));
        close();
        show(
                new FakeSource(List.of(People.own(), People.session(2, "p.novak@example.com")), People.stats(2, 3)),
                theme,
                width,
                height);
        await().until(() -> fx(() -> model.rows().size() == 2));
        fx(() -> {
            model.searchProperty().set("reuse:true");
            return null;
        });
        await().until(() -> fx(this::words).contains("No active session has a reused refresh token."));
        picture("noreuse", theme, width, height);
    }

    @Test
    void theScrolledPlaceAndTheFocusStayWithTheirSessionsWhenOthersArriveAbove() throws Exception {
        FakeSource source = new FakeSource(People.crowd(400), People.stats(400, 0));
        show(source, Theme.DARK, 1440, 900);
        await().until(() -> fx(() -> model.rows().size() == 400));
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        fx(() -> {
            table.scrollTo(200);
            table.getSelectionModel().clearAndSelect(205);
            stage.getScene().getRoot().layout();
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
        List<Double> before = fx(() -> placeOf(table, 205));
        UUID focused = fx(
                () -> model.rows().get(table.getFocusModel().getFocusedIndex()).handle());
        for (int i = 0; i < 7; i++) {
            source.say(
                    EventType.SESSION_STARTED,
                    People.session(
                            1000 + i,
                            "zoe@example.com",
                            "10.0.0.1",
                            "curl",
                            List.of(),
                            People.NOW,
                            People.NOW,
                            1,
                            false));
        }
        await().until(() -> fx(() -> model.rows().size() == 407));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(fx(() -> placeOf(table, 212))).isEqualTo(before);
        assertThat(fx(() -> model.rows()
                        .get(table.getFocusModel().getFocusedIndex())
                        .handle()))
                .isEqualTo(focused);
        assertThat(fx(() -> model.rows().get(212).handle())).isEqualTo(focused);
        assertThat(fx(() -> table.getSelectionModel().getSelectedIndices())).containsExactly(212);
    }

    /** Where a row is on the screen. */
    private List<Double> placeOf(TableView<?> table, int index) {
        stage.getScene().getRoot().layout();
        return table.lookupAll(".table-row-cell").stream()
                .map(SessionRow.class::cast)
                .filter(row -> !row.isEmpty() && row.isVisible() && row.getIndex() == index)
                .map(row -> row.localToScene(0, 0).getY())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1440,900"})
    void theCountsBesideTheTableAskForWhatTheyCount(Theme theme, int width, int height) throws Exception {
        show(new FakeSource(People.crowd(400), People.stats(400, 0)), theme, width, height);
        await().until(() -> fx(this::words).contains("vpn"));
        choose("facet-network-vpn");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn"));
        await().until(() -> fx(() -> screen.root().lookup("#facet-network-office") != null));
        choose("facet-network-office");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn,office"));
        choose("facet-browser-Firefox");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=vpn,office browser=Firefox"));
        await().until(() -> fx(() -> screen.root().lookupAll(".facet:chosen").size() == 3));
        picture("facets", theme, width, height);
        assertThat(fx(this::cutHeaders)).isEmpty();
        choose("facet-network-vpn");
        await().until(() -> fx(() -> model.matchedProperty().get()).equals("network=office browser=Firefox"));
        fx(() -> {
            type("f");
            return null;
        });
        assertThat(fx(() -> screen.root().lookup(".facets"))).isNull();
        fx(() -> {
            type("f");
            return null;
        });
        assertThat(fx(() -> screen.root().lookup(".facets"))).isNotNull();
    }

    private void choose(String facet) throws Exception {
        await().until(() -> fx(() -> screen.root().lookup("#" + facet) != null)); // they come after the rows
        fx(() -> {
            screen.root().lookup("#" + facet).fireEvent(key(KeyCode.ENTER, KeyEvent.KEY_PRESSED));
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"DARK,1440,900", "LIGHT,1000,700"})
    void aLongListIsScrolledAnywhereByItsOwnBar(Theme theme, int width, int height) throws Exception {
        FakeSource source = new FakeSource(People.crowd(30_000), People.stats(30_000, 0));
        show(source, theme, width, height);
        await().until(() -> fx(() -> model.rows().size() >= SessionWindow.PAGE));
        ScrollBar bar = fx(() -> (ScrollBar) screen.root().lookup("#list-scroll"));
        assertThat(fx(bar::isVisible)).isTrue();
        await().until(() -> fx(() -> bar.getMax() > 29_900));
        source.gate.set(new CountDownLatch(1));
        fx(() -> {
            bar.setValue(21_000);
            return null;
        });
        await().until(() -> fx(() -> screen.root().lookup(".row-places").isVisible()));
        picture("places", theme, width, height);
        source.gate.get().countDown();
        await().until(() -> fx(() -> !screen.root().lookup(".row-places").isVisible()));
        WaitForAsyncUtils.waitForFxEvents();
        TableView<?> table = (TableView<?>) screen.root().lookup(".sessions-table");
        await().untilAsserted(() -> assertThat(fx(bar::getValue)).isBetween(20_990.0, 21_010.0));
        List<UUID> all = People.crowd(30_000).stream()
                .map(session -> Row.of(session, false))
                .sorted(Ordering.NEWEST.comparator())
                .map(Row::handle)
                .toList();
        assertThat(fx(() -> first(table))).isIn(all.subList(20_990, 21_010));
        picture("seventy-percent", theme, width, height);
        fx(() -> {
            key(KeyCode.END);
            return null;
        });
        await().until(() -> fx(() -> model.rows().getLast().handle().equals(all.getLast())));
        fx(() -> {
            key(KeyCode.HOME);
            return null;
        });
        await().until(() -> fx(() -> model.rows().getFirst().handle().equals(all.getFirst())));
    }

    private UUID first(TableView<?> table) {
        stage.getScene().getRoot().layout();
        var flow = (javafx.scene.control.skin.VirtualFlow<?>) table.lookup(".virtual-flow");
        return model.rows().get(flow.getFirstVisibleCell().getIndex()).handle();
    }
}
