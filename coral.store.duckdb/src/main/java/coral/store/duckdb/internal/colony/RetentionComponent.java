// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code colony.db} from growing for ever: once at its start, then now and again. */
@Component(
    service = {},
    immediate = true,
    configurationPid = RetentionComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RetentionComponent.Config.class)
public final class RetentionComponent {
  static final String PID = "coral.results";
  private static final Logger LOG = LoggerFactory.getLogger(RetentionComponent.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The {@code results:} section of colony.yaml. */
  @ObjectClassDefinition(
      name = "results",
      description = "How much of executions, log lines and events is kept")
  @interface Config {
    @AttributeDefinition(
        description = "Days that executions, log lines and events are kept",
        min = "" + RetentionSettings.LEAST_DAYS,
        max = "" + RetentionSettings.MOST_DAYS)
    int retention__days() default 7;

    @AttributeDefinition(
        description = "Log lines that are kept, of all scripts together",
        min = "" + RetentionSettings.LEAST_LINES,
        max = "" + RetentionSettings.MOST_LINES)
    int max__log__lines() default 1_000_000;
  }

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("coral-colony-retention").factory());

  /** Begins at once, on a thread of its own. */
  @Activate
  public RetentionComponent(@Reference(name = "database") ColonyDatabase database, Config config) {
    this(
        new Retention(
            database,
            new RetentionSettings(
                Duration.ofDays(config.retention__days()), config.max__log__lines()),
            Clock.systemUTC()));
  }

  RetentionComponent(Retention retention) {
    every(Duration.ofHours(1), "rows that are too old", retention::expire);
    every(Duration.ofMinutes(1), "log lines that are too many", retention::trim);
  }

  private void every(Duration period, String what, LongSupplier deletion) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> run(what, deletion), 0, period.toSeconds(), TimeUnit.SECONDS);
  }

  private void run(String what, LongSupplier deletion) {
    try {
      long deleted = deletion.getAsLong();
      if (deleted > 0) {
        LOG.info("deleted {} {}", deleted, what);
      }
    } catch (RuntimeException e) {
      if (!timer.isShutdown()) {
        LOG.warn("cannot delete {}; it is tried again", what, e);
      }
    }
  }

  /** Ends after the batch that is being deleted. */
  @Deactivate
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("deleting old rows did not end within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
