package dev.portcullis.server;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.HashGate;
import dev.portcullis.account.OAuthClients;
import dev.portcullis.account.PasswordRule;
import dev.portcullis.audit.AuditChain;
import dev.portcullis.audit.AuditReading;
import dev.portcullis.cluster.Feed;
import dev.portcullis.lifecycle.AccountChanges;
import dev.portcullis.lifecycle.Assurance;
import dev.portcullis.lifecycle.Authentication;
import dev.portcullis.lifecycle.ClientTokens;
import dev.portcullis.lifecycle.Ending;
import dev.portcullis.lifecycle.GuessingLimit;
import dev.portcullis.lifecycle.Lapses;
import dev.portcullis.lifecycle.LastSeen;
import dev.portcullis.lifecycle.Locks;
import dev.portcullis.lifecycle.Login;
import dev.portcullis.lifecycle.OwnPassword;
import dev.portcullis.lifecycle.OwnSessions;
import dev.portcullis.lifecycle.Policies;
import dev.portcullis.lifecycle.Refresh;
import dev.portcullis.lifecycle.RevocationWork;
import dev.portcullis.lifecycle.Revocations;
import dev.portcullis.lifecycle.RoleChanges;
import dev.portcullis.lifecycle.SecondFactors;
import dev.portcullis.lifecycle.SessionChanges;
import dev.portcullis.lifecycle.SessionExports;
import dev.portcullis.lifecycle.StepUp;
import dev.portcullis.lifecycle.TokenInspection;
import dev.portcullis.lifecycle.TokenRevocation;
import dev.portcullis.lifecycle.Verification;
import dev.portcullis.place.Locator;
import dev.portcullis.session.Policy;
import dev.portcullis.store.Database;
import dev.portcullis.token.AccessTokens;
import dev.portcullis.token.AuditKey;
import dev.portcullis.token.FactorSecrets;
import dev.portcullis.token.MasterKey;
import dev.portcullis.token.Pseudonyms;
import dev.portcullis.token.ReceiptSigner;
import dev.portcullis.token.RefreshTokens;
import dev.portcullis.token.SigningKeys;
import java.net.URI;
import java.time.Duration;

/** Everything that the endpoints ask, put together. */
record Services(
        Database database,
        Duration retention,
        SigningKeys keys,
        Accounts accounts,
        HashGate hashes,
        Policies policies,
        Locator locator,
        Feed feed,
        LastSeen lastSeen,
        GuessingLimit guesses,
        Login login,
        StepUp stepUp,
        SecondFactors factors,
        OwnPassword ownPassword,
        Verification verification,
        Refresh refresh,
        Ending ending,
        Revocations revocations,
        Locks locks,
        RevocationWork revocationWork,
        SessionExports exports,
        OwnSessions ownSessions,
        SessionChanges sessionChanges,
        AccountChanges accountChanges,
        RoleChanges roleChanges,
        AuditReading audit,
        AccessTokens accessTokens,
        SessionCookie cookie,
        SameOrigin sameOrigin,
        Callers callers,
        RefusedAttempts refusedAttempts,
        ClientReader clients,
        Cors cors,
        OAuth oauth) {

    static Services of(Database database, MasterKey master, ServerConfig config, URI publicUrl) {
        AuditChain chain = new AuditChain(new AuditKey(master));
        database.sealAuditWith(chain); // first: making the first signing keys is audited already
        SigningKeys keys = SigningKeys.load(database, master, config.keyRotation());
        String issuer = publicUrl.toString();
        AccessTokens accessTokens = new AccessTokens(keys, issuer, issuer);
        HashGate hashes = new HashGate(config.hashParallel());
        Accounts accounts =
                new Accounts(database, config.argon2(), hashes, new PasswordRule(config.passwordBlocklist()));
        Feed feed = new Feed(database);
        Policies policies = new Policies(database, feed, Policy.of(config.lifetime()));
        LastSeen lastSeen = new LastSeen(database, feed);
        Lapses lapses = new Lapses(database, lastSeen, feed);
        Verification verification = new Verification(database, accessTokens, lastSeen, lapses, feed);
        GuessingLimit guesses = new GuessingLimit(database, new Pseudonyms(master), policies);
        Locator locator = new Locator(config.geoFiles());
        Locks locks = new Locks(database, feed);
        FactorSecrets factorSecrets = new FactorSecrets(master);
        Authentication authentication = new Authentication(database, accounts, factorSecrets, guesses, locks);
        Assurance assurance = new Assurance(database, policies);
        SessionCookie cookie = new SessionCookie(publicUrl.getScheme().equals("https"));
        Cors cors = new Cors(config.corsOrigins());
        SameOrigin sameOrigin = new SameOrigin(publicUrl, cors);
        Ending ending = new Ending(database, guesses, feed);
        ReceiptSigner signer = new ReceiptSigner(keys, issuer);
        RevocationWork revocationWork = new RevocationWork(database, signer, feed);
        OAuthClients oauthClients = new OAuthClients(database);
        ClientTokens clientTokens = new ClientTokens(database, accessTokens, policies);
        Callers callers = new Callers(verification, accessTokens, clientTokens, cookie, sameOrigin, assurance);
        return new Services(
                database,
                config.retention(),
                keys,
                accounts,
                hashes,
                policies,
                locator,
                feed,
                lastSeen,
                guesses,
                new Login(database, authentication, guesses, policies, locator, feed),
                new StepUp(authentication, feed),
                new SecondFactors(database, factorSecrets, policies, guesses, feed),
                new OwnPassword(authentication, accounts, feed),
                verification,
                new Refresh(database, new RefreshTokens(master), lapses, feed),
                ending,
                new Revocations(database, revocationWork),
                locks,
                revocationWork,
                new SessionExports(database, signer),
                new OwnSessions(database, feed),
                new SessionChanges(database, feed),
                new AccountChanges(database, feed),
                new RoleChanges(database, feed),
                new AuditReading(database, chain),
                accessTokens,
                cookie,
                sameOrigin,
                callers,
                new RefusedAttempts(database, callers),
                new ClientReader(config.trustedProxies()),
                cors,
                new OAuth(
                        oauthClients,
                        new ClientAuthentication(oauthClients),
                        clientTokens,
                        new TokenInspection(database, accessTokens, verification, lapses, clientTokens, assurance),
                        new TokenRevocation(database, accessTokens, verification, clientTokens, ending)));
    }
}
