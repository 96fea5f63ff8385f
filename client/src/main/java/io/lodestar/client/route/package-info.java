/** What a producer or a consumer does: finds the routes of topics, and chooses queues. */
@NullMarked
package io.lodestar.client.route;

import org.jspecify.annotations.NullMarked;
