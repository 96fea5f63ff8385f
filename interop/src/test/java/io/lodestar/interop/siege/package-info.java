/** Attacks on a name server through its front door: mutated requests by the hundred thousand, and sieges by misbehaving peers. */
@org.jspecify.annotations.NullMarked
package io.lodestar.interop.siege;
