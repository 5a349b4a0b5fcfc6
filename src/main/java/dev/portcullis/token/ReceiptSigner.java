package dev.portcullis.token;

import dev.portcullis.api.Receipt;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Signs receipts, so that whoever is shown one can check it, with the JWKS while the key still signs and with the receipt keys ever after. */
public final class ReceiptSigner {
    private static final String TYPE = "portcullis-receipt+jwt";

    private final SigningKeys keys;
    private final String issuer;

    public ReceiptSigner(SigningKeys keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** The receipt with its signature in place of whatever it had. */
    public Receipt sign(Receipt receipt) {
        List<Map<String, Object>> nodes = receipt.nodes().stream()
                .map(node -> Map.<String, Object>of("node", node.node(), "milliseconds", node.milliseconds()))
                .toList();
        KeySet.Signing key = keys.signing();
        String until = receipt.suspendedUntil() == null
                ? null
                : receipt.suspendedUntil().toString();
        JwtBuilder claims = Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key.kid())
                .and()
                .issuer(issuer)
                .id(receipt.id().toString())
                .issuedAt(Date.from(receipt.at()))
                .claim("action", receipt.action().wire())
                .claim("by", receipt.by())
                .claim("reason", receipt.reason())
                .claim("matched", receipt.matched())
                .claim("ended", receipt.ended())
                .claim("suspended", receipt.suspended())
                .claim("released", receipt.released())
                .claim("unchanged", receipt.unchanged())
                .claim("alreadyEnded", receipt.alreadyEnded())
                .claim("suspendedUntil", until)
                .claim("lockedAccounts", receipt.lockedAccounts())
                .claim("lockedNetworks", receipt.lockedNetworks())
                .claim("fence", receipt.fence())
                .claim("digest", receipt.digest())
                .claim("nodes", nodes);
        return receipt.signed(claims.signWith(key.key(), Es256.INSTANCE).compact());
    }
}
