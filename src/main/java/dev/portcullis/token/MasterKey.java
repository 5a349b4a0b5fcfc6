package dev.portcullis.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key from configuration, from which each other one is derived (HKDF-SHA256, RFC 5869) by its purpose. All servers over one database have the same. Whoever
 * has the database but not this key can neither sign a token nor follow a refresh.
 */
public final class MasterKey {
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey sealing;
    private final SecretKey succession;
    private final SecretKey factors;
    private final SecretKey pseudonyms;
    private final SecretKey auditEntries;
    private final SecretKey auditHeads;

    private MasterKey(byte[] key) throws GeneralSecurityException {
        this.sealing = derive(key, "portcullis signing keys at rest", "AES");
        this.succession = derive(key, "portcullis refresh succession", "HmacSHA256");
        this.factors = derive(key, "portcullis second factors at rest", "AES");
        this.pseudonyms = derive(key, "portcullis pseudonyms", "HmacSHA256");
        this.auditEntries = derive(key, "portcullis audit entries", "HmacSHA256");
        this.auditHeads = derive(key, "portcullis audit heads", "HmacSHA256");
    }

    /** Reads 32 bytes in base64url; empty if the text is anything else. */
    public static Optional<MasterKey> parse(String text) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            return key.length == BYTES ? Optional.of(new MasterKey(key)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HKDF", e);
        }
    }

    /** Encrypts (AES-256-GCM) under a name that has to be given again. */
    byte[] seal(String name, byte[] plain) throws GeneralSecurityException {
        return seal(sealing, name, plain);
    }

    /** The same with the key for second factors. */
    byte[] sealFactor(String name, byte[] plain) throws GeneralSecurityException {
        return seal(factors, name, plain);
    }

    private static byte[] seal(SecretKey key, String name, byte[] plain) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(plain);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * The reverse of {@link #seal}.
     *
     * @throws GeneralSecurityException if it was sealed with another key or under another name
     */
    byte[] open(String name, byte[] sealed) throws GeneralSecurityException {
        return open(sealing, name, sealed);
    }

    /** The reverse of {@link #sealFactor}. */
    byte[] openFactor(String name, byte[] sealed) throws GeneralSecurityException {
        return open(factors, name, sealed);
    }

    private static byte[] open(SecretKey key, String name, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    /** 32 bytes that follow from these and from nothing else that anybody has. */
    byte[] succeed(byte[] predecessor) {
        return authenticate(succession, predecessor);
    }

    /** 32 bytes that stand for this text, and tell nothing about it to who has only the database. */
    byte[] pseudonym(byte[] text) {
        return authenticate(pseudonyms, text);
    }

    /** The key to the chain of the audit. */
    SecretKey auditEntries() {
        return auditEntries;
    }

    /** The mac of a head of the audit that is handed out. */
    byte[] auditHead(byte[] head) {
        return authenticate(auditHeads, head);
    }

    private static byte[] authenticate(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static SecretKey derive(byte[] key, String purpose, String algorithm) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        algorithm,
                        HKDFParameterSpec.ofExtract()
                                .addIKM(key)
                                .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
    }
}
