package dev.portcullis.console.factor;

import dev.portcullis.api.OwnAccount;
import dev.portcullis.api.OwnPasswordChange;
import dev.portcullis.api.RecoveryCodes;
import dev.portcullis.api.StepUpRequest;
import dev.portcullis.api.TotpSecret;
import dev.portcullis.client.PortcullisClient;

/** What one can do about one's own account: so much of a {@link PortcullisClient}, and no more. All of it blocks, and throws as that does. */
public interface FactorAccess {
    /** See {@link PortcullisClient#account()}. */
    OwnAccount account();

    /** See {@link PortcullisClient#stepUp}. */
    void stepUp(StepUpRequest request);

    /** See {@link PortcullisClient#beginTotp}. */
    TotpSecret beginTotp();

    /** See {@link PortcullisClient#confirmTotp}. */
    RecoveryCodes confirmTotp(String code);

    /** See {@link PortcullisClient#renewRecoveryCodes}. */
    RecoveryCodes renewRecoveryCodes();

    /** See {@link PortcullisClient#removeTotp}. */
    void removeTotp();

    /** See {@link PortcullisClient#changePassword}. */
    void changePassword(OwnPasswordChange change);

    static FactorAccess of(PortcullisClient client) {
        return new FactorAccess() {
            @Override
            public OwnAccount account() {
                return client.account();
            }

            @Override
            public void stepUp(StepUpRequest request) {
                client.stepUp(request);
            }

            @Override
            public TotpSecret beginTotp() {
                return client.beginTotp();
            }

            @Override
            public RecoveryCodes confirmTotp(String code) {
                return new RecoveryCodes(client.confirmTotp(code).recoveryCodes());
            }

            @Override
            public RecoveryCodes renewRecoveryCodes() {
                return client.renewRecoveryCodes();
            }

            @Override
            public void removeTotp() {
                client.removeTotp();
            }

            @Override
            public void changePassword(OwnPasswordChange change) {
                client.changePassword(change);
            }
        };
    }
}
