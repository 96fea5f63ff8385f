/** Lodestar beside Apache's name server, under the same load. */
@NullMarked
package io.lodestar.bench;

import org.jspecify.annotations.NullMarked;
