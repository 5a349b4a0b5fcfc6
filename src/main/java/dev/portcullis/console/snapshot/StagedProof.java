package dev.portcullis.console.snapshot;

import dev.portcullis.api.LoginRequest;
import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.Permission;
import dev.portcullis.api.Problem;
import dev.portcullis.api.ProblemType;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.SessionView;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.client.ClientException;
import dev.portcullis.client.UntrustedCertificateException;
import dev.portcullis.console.connection.Connection;
import dev.portcullis.console.factor.FactorAccess;
import dev.portcullis.console.login.Connector;
import dev.portcullis.console.login.LoggedIn;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A second factor to take pictures of. The account that the tour logs in with is somebody's: it is not given one, so what is seen of it is staged, with a secret
 * that opens nothing.
 */
final class StagedProof implements Connector, FactorAccess {
    static final String WRONG_CODE = "314159";
    static final String ONE_TOO_MANY = "271828";
    static final String CODE = "602214";

    private final Connector real;
    private volatile boolean codeWanted;
    private volatile @Nullable UntrustedCertificateException shown;
    private volatile @Nullable List<String> permissions;

    /** @param real logs in, once no code is wanted */
    StagedProof(Connector real) {
        this.real = real;
    }

    /** Whether a login is asked for a code. */
    void wantCode(boolean wanted) {
        codeWanted = wanted;
    }

    /** Whether the server shows a certificate that is not trusted; null for none. */
    void show(@Nullable UntrustedCertificateException certificate) {
        shown = certificate;
    }

    /** What whoever logs in from now on is shown to be allowed; the server knows nothing of it. */
    void allowOnly(List<String> few) {
        permissions = List.copyOf(few);
    }

    /** Whoever logs in from now on is shown to be allowed what the server says. */
    void allowAll() {
        permissions = null;
    }

    @Override
    public LoggedIn logIn(Connection server, LoginRequest request) {
        UntrustedCertificateException certificate = shown;
        if (certificate != null) {
            throw new ClientException.Unreachable(ClientException.Cause.CERTIFICATE, server.address(), certificate);
        }
        if (!codeWanted) {
            List<String> few = permissions;
            LoggedIn in = real.logIn(server, request);
            return few == null ? in : new LoggedIn(in.client(), allowed(in.own(), few), in.connection(), in.local());
        }
        throw switch (request.totp()) {
            case null -> no(ProblemType.SECOND_FACTOR_REQUIRED, null);
            case ONE_TOO_MANY -> no(ProblemType.TOO_MANY_ATTEMPTS, Duration.ofSeconds(299));
            default -> no(ProblemType.INVALID_CREDENTIALS, null);
        };
    }

    private static SessionView allowed(SessionView own, List<String> few) {
        return new SessionView(
                own.handle(),
                own.account(),
                own.state(),
                own.endReason(),
                own.endedAt(),
                own.endedBy(),
                own.endNote(),
                own.createdAt(),
                own.authenticatedAt(),
                own.factors(),
                own.lastSeenAt(),
                own.idleExpiresAt(),
                own.expiresAt(),
                own.idleTtlSeconds(),
                own.absoluteTtlSeconds(),
                own.address(),
                own.userAgent(),
                own.device(),
                own.browser(),
                own.os(),
                own.deviceType(),
                own.network(),
                own.country(),
                own.asn(),
                own.asName(),
                own.newDevice(),
                own.newNetwork(),
                own.delivery(),
                few,
                own.attributes(),
                own.tokens(),
                own.version(),
                own.suspension());
    }

    private static ClientException no(ProblemType type, @Nullable Duration retryAfter) {
        return new ClientException.Refused(
                new Problem(type.urn(), type.title(), type.status(), null, null, null), retryAfter);
    }

    @Override
    public OwnAccount account() {
        return new OwnAccount(new UUID(0, 0), "nadia@example.com", "Nadia", Permission.ALL, List.of(), true, 10);
    }

    @Override
    public void stepUp(StepUpRequest request) {
        throw no(ProblemType.INVALID_CREDENTIALS, null);
    }

    @Override
    public TotpSecret beginTotp() {
        String secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        return new TotpSecret(
                secret,
                "otpauth://totp/Portcullis:nadia%40example.com?secret=" + secret
                        + "&issuer=Portcullis&algorithm=SHA1&digits=6&period=30");
    }

    @Override
    public RecoveryCodes confirmTotp(String code) {
        return new RecoveryCodes(List.of(
                "k7qd-2mzx-9rfa",
                "w3pn-c5yt-h8ve",
                "m2jd-6qks-x4bw",
                "7znf-p8ha-3tcm",
                "e6rv-9ygd-n3ks",
                "5fjw-z7mc-4xqh",
                "t2pe-8bva-q6ry",
                "h4xn-s9cw-7dkf",
                "b3gm-v5tz-2jpe",
                "r8ya-6nhq-w4sc"));
    }

    @Override
    public RecoveryCodes renewRecoveryCodes() {
        return confirmTotp(CODE);
    }

    @Override
    public void removeTotp() {}

    @Override
    public void changePassword(OwnPasswordChange change) {}
}
