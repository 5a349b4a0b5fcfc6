package dev.portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.support.TestCertificate;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The private keys that operators have. */
class PrivateKeyPemTest {
    private static final TestCertificate EC = TestCertificate.make();
    private static final TestCertificate RSA = TestCertificate.make("RSA", "-keysize", "2048");

    @Test
    void pkcs8IsRead() throws Exception {
        assertThat(PrivateKeyPem.read(EC.keyPem())).isEqualTo(EC.key());
        assertThat(PrivateKeyPem.read("what openssl writes before it\n" + RSA.keyPem()))
                .isEqualTo(RSA.key());
    }

    @Test
    void pkcs1IsRead() throws Exception {
        byte[] inner = PrivateKeyInfo.getInstance(RSA.key().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        assertThat(PrivateKeyPem.read(TestCertificate.pem("RSA PRIVATE KEY", inner)))
                .isEqualTo(RSA.key());
    }

    /** As {@code openssl ecparam -genkey} writes it: the curve, and then the key that names it. */
    @Test
    void sec1IsRead() throws Exception {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(EC.key().getEncoded());
        ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
        ECPrivateKey named = new ECPrivateKey(
                256, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters());
        String pem = TestCertificate.pem(
                        "EC PARAMETERS",
                        info.getPrivateKeyAlgorithm()
                                .getParameters()
                                .toASN1Primitive()
                                .getEncoded())
                + TestCertificate.pem("EC PRIVATE KEY", named.getEncoded());
        assertThat(((java.security.interfaces.ECPrivateKey) PrivateKeyPem.read(pem)).getS())
                .isEqualTo(((java.security.interfaces.ECPrivateKey) EC.key()).getS());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing                     | AAAA | there is no private key in PEM in it
            CERTIFICATE                 | AAAA | there is no private key in PEM in it
            PRIVATE KEY                 | AAAA | the key in it is damaged
            RSA PRIVATE KEY             | AAAA | the key in it is damaged
            EC PRIVATE KEY              | AAAA | the key in it is damaged
            ENCRYPTED PRIVATE KEY       | AAAA | the key is encrypted
            """)
    void whatIsNoneIsSaidInWords(String kind, String content, String message) {
        String pem = "-----BEGIN " + kind + "-----\n" + content + "\n-----END " + kind + "-----\n";
        assertThatThrownBy(() -> PrivateKeyPem.read(pem))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining(message);
    }
}
