/** The workloads: brokers that register, clients that ask, and what is counted meanwhile. */
@NullMarked
package io.lodestar.bench.workload;

import org.jspecify.annotations.NullMarked;
