package dev.portcullis.server;

import dev.portcullis.account.OAuthClients;
import dev.portcullis.lifecycle.ClientTokens;
import dev.portcullis.lifecycle.TokenInspection;
import dev.portcullis.lifecycle.TokenRevocation;

/** What the OAuth endpoints ask beside what all do. */
record OAuth(
        OAuthClients clients,
        ClientAuthentication authentication,
        ClientTokens tokens,
        TokenInspection inspection,
        TokenRevocation revocation) {}
