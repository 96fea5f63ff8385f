package io.lodestar.server.web;

import io.lodestar.server.http.Router;

/** Some of the paths that the server answers. */
interface Pages {
    /** Adds them. */
    void addTo(Router.Builder router);
}
