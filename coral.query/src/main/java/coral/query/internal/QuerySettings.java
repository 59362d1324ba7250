// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * @param poolSize statements at once
 * @param memoryLimitMb for all of them together
 * @param maxStatement no statement's time limit is longer
 * @param cpuPercent of one core, for the worker
 * @param scriptCpuPercent of one core, for the statements of each script
 * @param slowFrom a statement that takes longer is slow
 */
record QuerySettings(
    int poolSize,
    int memoryLimitMb,
    Duration maxStatement,
    int cpuPercent,
    int scriptCpuPercent,
    Duration slowFrom) {
  static final int MAX_POOL_SIZE = 200;
  static final int MIN_MEMORY_MB = 128;
  static final int MAX_MEMORY_MB = 65_536;
  static final int MAX_STATEMENT_SECONDS = 60;
  static final int MIN_CPU_PERCENT = 5;
  static final int MAX_CPU_PERCENT = 6_400;
  static final int MAX_SLOW_MS = 60_000;

  private static final int MIN_HEAP_MB = 64;

  /** Of the worker's JVM beside its heap: classes, machine code, stacks, DuckDB's library. */
  private static final int JVM_MB = 160;

  QuerySettings {
    check("pool_size", poolSize, 1, MAX_POOL_SIZE);
    check("memory_limit_mb", memoryLimitMb, MIN_MEMORY_MB, MAX_MEMORY_MB);
    check("max_statement_seconds", maxStatement.toSeconds(), 1, MAX_STATEMENT_SECONDS);
    check("cpu_percent", cpuPercent, MIN_CPU_PERCENT, MAX_CPU_PERCENT);
    check("script_cpu_percent", scriptCpuPercent, 1, MAX_CPU_PERCENT);
    check("slow_query_ms", slowFrom.toMillis(), 1, MAX_SLOW_MS);
  }

  /** Of the worker's JVM, which only hands rows on. */
  int heapMb() {
    return Math.max(MIN_HEAP_MB, memoryLimitMb / 4);
  }

  /** What statements may use, and what the worker needs besides. */
  int groupMemoryMb() {
    return memoryLimitMb + heapMb() + JVM_MB;
  }

  static QuerySettings of(Config config) {
    return new QuerySettings(
        config.pool__size(),
        config.memory__limit__mb(),
        Duration.ofSeconds(config.max__statement__seconds()),
        config.cpu__percent(),
        config.script__cpu__percent(),
        Duration.ofMillis(config.slow__query__ms()));
  }

  private static void check(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "query.%s is %d; it must be between %d and %d".formatted(key, value, min, max));
    }
  }

  /** The section {@code query} of {@code agent.yaml} and {@code colony.yaml}. */
  @ObjectClassDefinition(name = "query")
  @interface Config {
    @AttributeDefinition(
        min = "1",
        max = "" + MAX_POOL_SIZE,
        description = "Statements that run at once; more wait for their turn.")
    int pool__size() default 20;

    @AttributeDefinition(
        min = "" + MIN_MEMORY_MB,
        max = "" + MAX_MEMORY_MB,
        description = "Memory in MB for all running statements together.")
    int memory__limit__mb() default 512;

    @AttributeDefinition(
        min = "1",
        max = "" + MAX_STATEMENT_SECONDS,
        description = "Longest time limit of a statement, in seconds.")
    int max__statement__seconds() default 60;

    @AttributeDefinition(
        min = "" + MIN_CPU_PERCENT,
        max = "" + MAX_CPU_PERCENT,
        description =
            "Processor time of the worker in percent of one core, where there are control groups.")
    int cpu__percent() default 50;

    @AttributeDefinition(
        min = "1",
        max = "" + MAX_CPU_PERCENT,
        description =
            "Processor time of each script's statements in percent of one core, over 20 s; a"
                + " script that has used more waits.")
    int script__cpu__percent() default 25;

    @AttributeDefinition(
        min = "1",
        max = "" + MAX_SLOW_MS,
        description = "A statement that takes longer, in ms, is kept as slow for an hour.")
    int slow__query__ms() default 500;
  }
}
