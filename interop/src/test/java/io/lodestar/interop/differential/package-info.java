/** The same seeded sequences of requests, sent to Apache's name server and to ours, must be answered alike. */
@NullMarked
package io.lodestar.interop.differential;

import org.jspecify.annotations.NullMarked;
