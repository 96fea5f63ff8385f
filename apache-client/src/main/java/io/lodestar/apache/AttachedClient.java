package io.lodestar.apache;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A producer or consumer whose routes are kept fresh.
 *
 * @param running whether it has not been shut down
 * @param topics those it uses, also such as have no route yet; in the client's names
 * @param consumes whether its queues have to be shared out anew when a route changed
 */
record AttachedClient(BooleanSupplier running, Supplier<Set<String>> topics, boolean consumes) {}
