/** What tests need: a name server, a broker, and peers that do as they are told. */
@NullMarked
package io.lodestar.testkit;

import org.jspecify.annotations.NullMarked;
