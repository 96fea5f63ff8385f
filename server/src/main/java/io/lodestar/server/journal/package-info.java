/** What changed, when and why: a bounded record that survives restarts, and what is known from it of topics that are gone. */
@NullMarked
package io.lodestar.server.journal;

import org.jspecify.annotations.NullMarked;
