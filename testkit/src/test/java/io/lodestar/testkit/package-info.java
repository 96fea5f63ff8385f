/** Tests of what tests need, through its front door. */
@NullMarked
package io.lodestar.testkit;

import org.jspecify.annotations.NullMarked;
