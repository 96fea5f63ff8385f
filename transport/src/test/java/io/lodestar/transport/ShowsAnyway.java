package io.lodestar.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows its certificate also to a server that says it knows other authorities only; the JDK would rather show none. */
final class ShowsAnyway extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;

    ShowsAnyway(X509ExtendedKeyManager keys) {
        this.keys = keys;
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] known, Socket socket) {
        return keys.chooseClientAlias(kinds, new Principal[0], socket);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] known) {
        return keys.getClientAliases(kind, new Principal[0]);
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] known) {
        return keys.getServerAliases(kind, known);
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] known, Socket socket) {
        return keys.chooseServerAlias(kind, known, socket);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }
}
