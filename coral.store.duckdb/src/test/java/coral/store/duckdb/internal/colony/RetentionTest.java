// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static coral.store.duckdb.internal.colony.ExecutionStoreContract.NOW;
import static coral.store.duckdb.internal.colony.ExecutionStoreContract.OTHER;
import static coral.store.duckdb.internal.colony.ExecutionStoreContract.SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.execution.EventFilter;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, a week after which nothing is. */
class RetentionTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST_LINES = 1_000;

  @TempDir Path directory;
  private ColonyDatabase database;
  private DuckDbExecutionStore store;
  private Retention retention;
  private long sequence;

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
    store = new DuckDbExecutionStore(database);
    retention =
        new Retention(
            database, new RetentionSettings(WEEK, MOST_LINES), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void deletesWhatIsOlderAndKeepsWhatIsNot() {
    UUID old = UUID.randomUUID();
    UUID edge = UUID.randomUUID();
    ran(old, SCRIPT, "agent-1", WEEK.plusMillis(1));
    ran(edge, SCRIPT, "agent-1", WEEK);
    line(old, SCRIPT, WEEK.plusMillis(1));
    line(edge, SCRIPT, WEEK);
    event(old, "old", WEEK.plusMillis(1));
    event(edge, "edge", WEEK);
    // A line, an event, two status reports and the execution; one of the other's status reports.
    assertThat(retention.expire()).isEqualTo(1 + 1 + 2 + 1 + 1);
    assertThat(executions(SCRIPT)).containsExactly(edge);
    assertThat(store.logs(SCRIPT, 0))
        .extracting(LogEntry::executionId)
        .containsOnly(edge)
        .hasSize(2);
    assertThat(store.events(EventFilter.ALL, 0)).hasSize(1);
    assertThat(retention.expire()).isZero();
  }

  @Test
  void keepsAtLeastAsLongWhatComesFromAnAgentWhoseClockIsADayAhead() {
    UUID execution = UUID.randomUUID();
    status(execution, SCRIPT, "agent-1", ExecutionStatus.RUNNING, Duration.ofDays(-1));
    event(execution, "one", Duration.ofDays(-1));
    event(execution, "two", Duration.ofDays(-1).minusMillis(1));
    assertThat(retention.expire()).isZero();
    assertThat(store.logs(SCRIPT, 0))
        .extracting(entry -> ((Report.Event) entry.fact()).event().name())
        .containsExactly("one", "two");
  }

  @Test
  void keepsTheNewestExecutionOfEachAgentWhileTheScriptIsDeployed() {
    UUID older = UUID.randomUUID();
    UUID newest = UUID.randomUUID();
    UUID elsewhere = UUID.randomUUID();
    UUID ofOther = UUID.randomUUID();
    ran(older, SCRIPT, "agent-1", Duration.ofDays(300));
    ran(newest, SCRIPT, "agent-1", Duration.ofDays(200));
    ran(elsewhere, SCRIPT, "agent-2", Duration.ofDays(400));
    ran(ofOther, OTHER, "agent-1", Duration.ofDays(100));
    line(newest, SCRIPT, Duration.ofDays(200));
    Deployment deployment = deployment(DeploymentState.RUNNING);
    scripts().save(deployment);
    var _ = retention.expire();
    assertThat(executions(SCRIPT)).containsExactly(newest, elsewhere);
    assertThat(executions(OTHER)).isEmpty();
    assertThat(store.logs(SCRIPT, 0)).isEmpty();

    scripts().save(stopped(deployment));
    var _ = retention.expire();
    assertThat(executions(SCRIPT)).isEmpty();
  }

  @Test
  void keepsARunningExecutionWithWhatItSaidLately() {
    UUID id = UUID.randomUUID();
    UUID silent = UUID.randomUUID();
    status(id, SCRIPT, "agent-1", ExecutionStatus.RUNNING, Duration.ofDays(30));
    status(silent, SCRIPT, "agent-2", ExecutionStatus.RUNNING, Duration.ofDays(30));
    line(id, SCRIPT, Duration.ofDays(30));
    line(id, SCRIPT, Duration.ofDays(1));
    var _ = retention.expire();
    assertThat(executions(SCRIPT)).containsExactly(id);
    assertThat(store.logs(SCRIPT, 0)).hasSize(1);
  }

  @Test
  void doesNotTakeForNewWhatItHasDeleted() {
    UUID id = UUID.randomUUID();
    Report report = lineReport(id, SCRIPT, WEEK.plusDays(1));
    assertThat(store.apply("agent-1", List.of(report))).hasSize(1);
    assertThat(retention.expire()).isEqualTo(1);
    assertThat(store.apply("agent-1", List.of(report))).isEmpty();
  }

  @Test
  void keepsNoMoreThanTheNewestLinesAndEveryEvent() {
    UUID id = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    event(id, "first", Duration.ofHours(2));
    lines(other, OTHER, 700, Duration.ofMinutes(30));
    lines(id, SCRIPT, 500, Duration.ofMinutes(60));
    assertThat(retention.trim()).isEqualTo(200);
    assertThat(store.logs(OTHER, 0)).hasSize(700);
    assertThat(store.events(EventFilter.ALL, 0)).hasSize(1);
    // All 500 came at one time: the first of them are the ones that went.
    List<LogEntry> kept = store.logs(SCRIPT, 0);
    assertThat(kept).hasSize(301);
    assertThat(kept.stream().skip(1))
        .extracting(LogEntry::sequence)
        .isEqualTo(
            IntStream.rangeClosed((int) sequence - 299, (int) sequence)
                .mapToObj(Long::valueOf)
                .toList());
    assertThat(retention.trim()).isZero();
  }

  @Test
  void takesMoreThanABatch() {
    UUID id = UUID.randomUUID();
    lines(id, SCRIPT, 2 * Retention.BATCH + 5, WEEK.plusDays(1));
    lines(id, SCRIPT, 5, Duration.ZERO);
    assertThat(retention.expire()).isEqualTo(2 * Retention.BATCH + 5);
    assertThat(store.logs(SCRIPT, 0)).hasSize(5);
  }

  @Test
  void beginsAtOnceAndEndsWithItsComponent() {
    ran(UUID.randomUUID(), SCRIPT, "agent-1", WEEK.plusDays(1));
    var component = new RetentionComponent(retention);
    await().until(() -> executions(SCRIPT).isEmpty());
    component.close();
    await() // a thread is there for a moment after it has done its work
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("coral-colony-retention"));
  }

  private DuckDbScriptStore scripts() {
    return new DuckDbScriptStore(database);
  }

  private List<UUID> executions(UUID script) {
    return store.ofScript(script, 100).stream().map(Execution::id).toList();
  }

  private static Deployment deployment(DeploymentState state) {
    return new Deployment(
        ExecutionStoreContract.DEPLOYMENT, SCRIPT, 1, state, NOW, "ada", Optional.empty());
  }

  private static Deployment stopped(Deployment deployment) {
    return new Deployment(
        deployment.id(),
        deployment.scriptId(),
        1,
        DeploymentState.STOPPED,
        NOW,
        "ada",
        Optional.of(NOW));
  }

  /** It began a second before it ended. */
  private void ran(UUID id, UUID script, String agent, Duration endedBefore) {
    status(id, script, agent, ExecutionStatus.RUNNING, endedBefore.plusSeconds(1));
    status(id, script, agent, ExecutionStatus.COMPLETED, endedBefore);
  }

  private void status(UUID id, UUID script, String agent, ExecutionStatus status, Duration before) {
    Instant at = NOW.minus(before);
    boolean ended = status.terminal();
    var execution =
        new Execution(
            id,
            script,
            1,
            Optional.empty(),
            agent,
            status,
            ended ? at.minusSeconds(1) : at,
            ended ? Optional.of(at) : Optional.empty(),
            ended ? OptionalInt.of(0) : OptionalInt.empty(),
            false,
            "",
            "seccomp",
            0);
    apply(agent, new Report(id, ++sequence, at, script, 1, new Report.Status(execution)));
  }

  private void line(UUID id, UUID script, Duration before) {
    apply("agent-1", lineReport(id, script, before));
  }

  private void lines(UUID id, UUID script, int count, Duration before) {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reports.add(lineReport(id, script, before));
    }
    apply("agent-1", reports.toArray(Report[]::new));
  }

  private Report lineReport(UUID id, UUID script, Duration before) {
    return new Report(
        id,
        ++sequence,
        NOW.minus(before),
        script,
        1,
        new Report.Line(OutputStreamName.STDOUT, "line"));
  }

  private void event(UUID id, String name, Duration before) {
    apply(
        "agent-1",
        new Report(
            id,
            ++sequence,
            NOW.minus(before),
            SCRIPT,
            1,
            new Report.Event(new ScriptEvent(name, "{}", "warning"))));
  }

  private void apply(String agent, Report... reports) {
    assertThat(store.apply(agent, List.of(reports))).hasSize(reports.length);
  }
}
