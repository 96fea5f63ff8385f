/**
 * What a workload is made of. To add one:
 *
 * <ol>
 *   <li>write a {@link io.lodestar.bench.trial.Workload}: its name, the question it answers, and the rows of the table
 *       of targets that it proves;
 *   <li>its {@code prepare} makes a {@link io.lodestar.bench.trial.Trial} of one party: usually it starts the server
 *       with {@code stage.start(party)} and registers brokers with {@code Fleet};
 *   <li>{@code warmUp} is called once, then {@code measure} once in each round, the parties in turn. A trial that wants
 *       a fresh process for each round starts and ends it in {@code measure};
 *   <li>{@code measure} returns {@link io.lodestar.bench.trial.Figures}: numbers under a label (a case of the workload)
 *       and a {@link io.lodestar.bench.trial.Measure}. Ratios, spreads and verdicts are the report's affair;
 *   <li>add it to {@code Workloads}, and to the smoke test at a size that takes a second.
 * </ol>
 *
 * A trial that finds a wrong answer throws; what one party refuses to do (Apache's server takes no frame above 16 MiB)
 * is a figure of 0, or one that is left out.
 */
@NullMarked
package io.lodestar.bench.trial;

import org.jspecify.annotations.NullMarked;
