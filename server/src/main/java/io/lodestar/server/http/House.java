package io.lodestar.server.http;

import io.lodestar.transport.Refusals;
import io.lodestar.transport.tls.TlsServer;

/** What all connections of one server share. */
record House(
        HttpSettings settings,
        Router router,
        TlsServer tls,
        Workers workers,
        Crowd crowd,
        Refusals<HttpRefusal> refusals) {}
