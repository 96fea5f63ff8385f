/** That the requests are what real programs send. */
@NullMarked
package io.lodestar.bench.workload;

import org.jspecify.annotations.NullMarked;
