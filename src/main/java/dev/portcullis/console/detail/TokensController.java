package dev.portcullis.console.detail;

import dev.portcullis.api.SessionState;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.TokenFamily;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.common.Text;
import dev.portcullis.console.desk.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The tokens that are bound to the session: what the access token says, and the family of the refresh token. */
final class TokensController implements SessionPart {
    /** These are shown at once; the others when one wants all. */
    private static final List<String> PLAIN = List.of("scope", "aud");

    private final DetailModel model;
    private @Nullable SessionView session;
    private boolean all;
    private boolean past;
    private Instant now = Instant.EPOCH;
    private @Nullable Claims claimed;

    /** What of a token is shown. */
    private record Claims(String jti, TokenFamily.Access access, boolean all) {}

    @FXML
    private Label accessLeft;

    @FXML
    private GridPane claims;

    @FXML
    private Label claimsNote;

    @FXML
    private Button claimsMore;

    @FXML
    private Label reused;

    @FXML
    private Label refreshLeft;

    @FXML
    private Value family;

    @FXML
    private Value generation;

    @FXML
    private FamilyTree tree;

    @FXML
    private VBox familyState;

    @FXML
    private Label familyWords;

    @FXML
    private Value familyCode;

    @FXML
    private Button familyAgain;

    TokensController(DetailModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.familyProperty().subscribe(this::showFamily);
    }

    @Override
    public void show(SessionView shown, Instant at) {
        if (session == null || !session.handle().equals(shown.handle())) {
            all = false;
        }
        session = shown;
        id(family, shown.tokens().refresh().family());
        generation.setText(Figures.count(shown.tokens().refresh().generation()));
        Parts.present(reused, shown.tokens().refresh().reused());
        tick(at);
        showFamily(model.familyProperty().get());
    }

    @Override
    public void past(boolean of) {
        past = of;
    }

    @Override
    public void tick(Instant at) {
        now = at;
        SessionView shown = session;
        if (shown != null) {
            boolean over = shown.state() == SessionState.ENDED;
            left(accessLeft, over, shown.tokens().access().expiresAt());
            if (past && Parts.usedSince(shown, at)) {
                Parts.unknown(accessLeft);
            }
            left(refreshLeft, over, shown.tokens().refresh().expiresAt());
            tree.tick(at);
        }
    }

    /** The tree, as text; empty while it is not known. */
    String text() {
        return tree.isVisible() ? tree.text() : "";
    }

    @FXML
    void more() {
        all = !all;
        showFamily(model.familyProperty().get());
    }

    @FXML
    void again() {
        model.again();
    }

    private void showFamily(Part<TokenFamily> part) {
        boolean known = part instanceof Part.Known<TokenFamily>;
        Parts.present(tree, known);
        Parts.present(familyState, !known);
        Parts.present(claimsMore, known);
        Parts.present(claimsNote, known);
        boolean failed = part instanceof Part.Failed<TokenFamily>;
        Parts.present(familyCode, failed);
        Parts.present(familyAgain, failed);
        switch (part) {
            case Part.Awaited<TokenFamily>() -> {
                Parts.refill(claims, this::showJti);
                familyWords.setText(Text.get("detail.reading"));
            }
            case Part.Failed<TokenFamily>(Throwable why) -> {
                Parts.refill(claims, this::showJti);
                familyWords.setText(Failures.sentence(why));
                familyCode.setText(Failures.code(why));
            }
            case Part.Known<TokenFamily>(TokenFamily read) -> {
                tree.show(read, now);
                showClaims(read);
            }
        }
    }

    private void showClaims(TokenFamily read) {
        TokenFamily.Access access = read.access();
        Claims now = new Claims(jti(), access, all);
        if (!now.equals(claimed)) { // each use of the session has it read again
            Parts.refill(claims, () -> showFacts(access));
            claimed = now;
        }
        claimsMore.setText(Text.get(all ? "detail.claims.fewer" : "detail.claims.all"));
        if (read.state() == SessionState.ENDED) {
            claimsNote.setText(Text.get("detail.claims.over"));
        } else if (access.signedWhenAsked()) {
            claimsNote.setText(Text.get("detail.claims.signed-when-asked"));
        } else {
            claimsNote.setText(Text.get("detail.claims.held", Figures.clock(access.issuedAt())));
        }
    }

    private void showFacts(TokenFamily.Access access) {
        showJti();
        ClaimRow.of(access).stream()
                .filter(row -> !row.name().equals("jti") && (all || PLAIN.contains(row.name())))
                .forEach(row -> fact(row.name(), row.value(), row.words()));
        key(access);
    }

    /** The table knows it already. */
    private void showJti() {
        claimed = null;
        claims.getChildren().clear();
        String jti = jti();
        if (!jti.isEmpty()) {
            fact("jti", jti, "");
        }
    }

    private String jti() {
        return session == null ? "" : session.tokens().access().jti().toString();
    }

    private void key(TokenFamily.Access access) {
        Boolean published = access.keyPublished();
        String kid = access.kid();
        if (kid == null || published == null) {
            fact("kid", Text.get("detail.claims.key.unknown"), "");
            return;
        }
        fact("kid", kid, "");
        Label word = Parts.label(
                Text.get(published ? "detail.claims.key.published" : "detail.claims.key.gone"),
                "tag",
                published ? "ok" : "warn");
        Parts.tip(word, Text.get(published ? "detail.claims.key.published.why" : "detail.claims.key.gone.why"));
        claims.add(word, 1, claims.getRowCount());
    }

    private void fact(String name, String value, String words) {
        int row = claims.getRowCount();
        Value field = new Value();
        field.getStyleClass().addAll("mono", "small-id");
        field.show(words.isEmpty() ? value : words, value);
        claims.addRow(row, Parts.label(name, "second", "claim-name"), field);
    }

    private void left(Label label, boolean over, Instant end) {
        Duration rest = Duration.between(now, end);
        if (over) {
            label.setText(Text.get("detail.token.dead"));
        } else {
            label.setText(rest.isPositive() ? Figures.span(rest) : Text.get("detail.token.expired"));
        }
        Parts.tip(label, Figures.absolute(end));
    }

    private static void id(Value value, UUID id) {
        value.setText(id.toString());
    }
}
