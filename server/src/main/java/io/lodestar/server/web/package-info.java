/** What a name server shows over HTTP: health, the address service, the JSON API, the event stream and the console. */
@NullMarked
package io.lodestar.server.web;

import org.jspecify.annotations.NullMarked;
