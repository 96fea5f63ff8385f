/** What the field reports against the original say, played to Apache's name server and to ours; docs/truth.md tables it. */
@NullMarked
package io.lodestar.interop.truth;

import org.jspecify.annotations.NullMarked;
