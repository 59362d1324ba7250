// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.Consumption;
import coral.api.execution.EventFilter;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.execution.LimitHit;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.execution.Severity;
import coral.api.query.QueryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionStore} has to do. */
abstract class ExecutionStoreContract {
  static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123456Z");
  static final UUID SCRIPT = UUID.fromString("550e8400-e29b-41d4-a716-446655440000");
  static final UUID OTHER = UUID.fromString("550e8400-e29b-41d4-a716-4466554400ff");
  static final UUID DEPLOYMENT = UUID.fromString("550e8400-e29b-41d4-a716-4466554400dd");

  /** An empty store; the same one throughout a test. */
  abstract ExecutionStore store();

  static Execution execution(UUID id, String agent, ExecutionStatus status, int startedAfter) {
    boolean ended = status.terminal();
    return new Execution(
        id,
        SCRIPT,
        2,
        Optional.of(DEPLOYMENT),
        agent,
        status,
        NOW.plusSeconds(startedAfter),
        ended ? Optional.of(NOW.plusSeconds(startedAfter + 1)) : Optional.empty(),
        ended ? OptionalInt.of(0) : OptionalInt.empty(),
        false,
        ended ? "done" : "",
        "seccomp",
        ended ? 7 : 0);
  }

  static Report status(UUID execution, long sequence, ExecutionStatus status) {
    return report(
        execution, sequence, new Report.Status(execution(execution, "agent-1", status, 0)));
  }

  static Report line(UUID execution, long sequence, String text) {
    return report(execution, sequence, new Report.Line(OutputStreamName.STDOUT, text));
  }

  static Report event(UUID execution, long sequence, String json) {
    return report(execution, sequence, new Report.Event(new ScriptEvent("alert", json, "warning")));
  }

  static Report report(UUID execution, long sequence, Report.Fact fact) {
    return new Report(execution, sequence, NOW.plusMillis(sequence), SCRIPT, 2, fact);
  }

  @Test
  void givesBackEveryFieldOfAnExecution() {
    UUID id = UUID.randomUUID();
    int sequence = 0;
    for (ExecutionStatus status :
        List.of(ExecutionStatus.PENDING, ExecutionStatus.RUNNING, ExecutionStatus.FAILED)) {
      sequence++;
      store().apply("agent-1", List.of(status(id, sequence, status)));
      assertThat(store().find(id)).contains(execution(id, "agent-1", status, 0));
    }
    UUID local = UUID.randomUUID();
    Execution without =
        new Execution(
            local,
            SCRIPT,
            1,
            Optional.empty(),
            "agent-1",
            ExecutionStatus.STOPPED,
            NOW,
            Optional.of(NOW),
            OptionalInt.of(137),
            true,
            "time-out",
            "",
            0,
            new Consumption(
                List.of(
                    new LimitHit("script.max_lines_per_second", "500 lines/s", 12_345, false),
                    new LimitHit("memory_limit_mb", "96 \"MB\"", 1, true)),
                true,
                Duration.ofMillis(1234),
                96L << 20,
                new QueryUsage(
                    9, 8, 7, 6, 5, 4, 3, Duration.ofMillis(2_500), Duration.ofNanos(1_001_000))));
    store().apply("agent-1", List.of(report(local, 1, new Report.Status(without))));
    assertThat(store().find(local)).contains(without);
    assertThat(store().find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void appliesEachReportOnceAndReturnsTheNewOnesInOrder() {
    UUID id = UUID.randomUUID();
    Report first = line(id, 1, "one");
    Report second = event(id, 2, "{\"a\":1}");
    Report third = status(id, 3, ExecutionStatus.RUNNING);
    assertThat(store().apply("agent-1", List.of(first, second, first)))
        .containsExactly(first, second);
    assertThat(store().apply("agent-1", List.of(first, second, third, third)))
        .containsExactly(third);
    assertThat(store().apply("agent-1", List.of(first, second, third))).isEmpty();
    assertThat(store().apply("agent-1", List.of())).isEmpty();
    assertThat(store().logsOfExecution(id, 0)).hasSize(2);
  }

  @Test
  void ordersWhatArrivesOutOfOrder() {
    UUID id = UUID.randomUUID();
    List<Report> reports = new ArrayList<>();
    reports.add(status(id, 1, ExecutionStatus.PENDING));
    reports.add(status(id, 2, ExecutionStatus.RUNNING));
    for (int i = 3; i < 100; i++) {
      reports.add(i % 10 == 0 ? event(id, i, "{\"n\":" + i + "}") : line(id, i, "line " + i));
    }
    reports.add(status(id, 100, ExecutionStatus.COMPLETED));
    List<Report> twice = new ArrayList<>(reports);
    twice.addAll(reports);
    Collections.shuffle(twice, new Random(42));
    List<Report> fresh = new ArrayList<>();
    for (Report report : twice) {
      fresh.addAll(store().apply("agent-1", List.of(report)));
    }
    assertThat(fresh).containsExactlyInAnyOrderElementsOf(reports);
    assertThat(store().find(id)).contains(execution(id, "agent-1", ExecutionStatus.COMPLETED, 0));
    assertThat(store().logsOfExecution(id, 0))
        .extracting(LogEntry::sequence)
        .hasSize(97)
        .isSorted();
  }

  @Test
  void keepsAnEndedExecutionEnded() {
    UUID id = UUID.randomUUID();
    store()
        .apply(
            "agent-1",
            List.of(
                status(id, 1, ExecutionStatus.STOPPED), status(id, 2, ExecutionStatus.RUNNING)));
    assertThat(store().find(id)).contains(execution(id, "agent-1", ExecutionStatus.STOPPED, 0));
  }

  @Test
  void givesBackLinesAndEventsAsTheyWere() {
    UUID id = UUID.randomUUID();
    List<Report> reports =
        List.of(
            line(id, 1, "ünï \t \"quoted\" 'x' \uD83D\uDE00"),
            report(id, 2, new Report.Line(OutputStreamName.STDERR, "")),
            event(id, 3, "{\"z\":1,\"a\":[null,true,1.5e300],\"s\":\"\\u0000\\n\"}"),
            event(id, 4, "null"),
            event(id, 5, "12345678901234567890"));
    store().apply("agent-1", reports);
    assertThat(store().logsOfExecution(id, 0))
        .isEqualTo(
            reports.stream()
                .map(r -> new LogEntry(id, r.sequence(), r.at(), SCRIPT, "agent-1", r.fact()))
                .toList());
  }

  @Test
  void keepsAnEventWhoseDataIsNoJson() {
    UUID id = UUID.randomUUID();
    store().apply("agent-1", List.of(event(id, 1, "{oops"), line(id, 2, "after")));
    assertThat(store().logsOfExecution(id, 0))
        .extracting(LogEntry::fact)
        .containsExactly(
            new Report.Event(new ScriptEvent("alert", "\"{oops\"", "warning")),
            new Report.Line(OutputStreamName.STDOUT, "after"));
  }

  @Test
  void takesTheTailOfAScriptOverAllAgents() {
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    for (int i = 1; i <= 10; i++) {
      store().apply("agent-1", List.of(line(one, 2L * i, "a" + i)));
      store().apply("agent-2", List.of(line(two, 2L * i + 1, "b" + i)));
    }
    store()
        .apply(
            "agent-1",
            List.of(
                new Report(
                    UUID.randomUUID(),
                    1,
                    NOW,
                    UUID.randomUUID(),
                    1,
                    new Report.Line(OutputStreamName.STDOUT, "another script"))));
    assertThat(store().logs(SCRIPT, 3))
        .extracting(entry -> entry.agentId() + " " + ((Report.Line) entry.fact()).text())
        .containsExactly("agent-2 b9", "agent-1 a10", "agent-2 b10");
    assertThat(store().logs(SCRIPT, 0))
        .hasSize(20)
        .isSortedAccordingTo(java.util.Comparator.comparing(LogEntry::at));
    assertThat(store().logsOfExecution(one, 1)).extracting(LogEntry::sequence).containsExactly(20L);
  }

  @Test
  void takesTheTailOfTheEventsOfAllScriptsOverAllAgents() {
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    store().apply("agent-1", List.of(line(one, 1, "a line"), severe(one, 2, SCRIPT, "a", "info")));
    store().apply("agent-2", List.of(severe(two, 3, OTHER, "b", "error")));
    store().apply("agent-1", List.of(severe(one, 4, SCRIPT, "c", "")));
    assertThat(names(EventFilter.ALL, 0)).containsExactly("a", "b", "c");
    assertThat(names(EventFilter.ALL, 2)).containsExactly("b", "c");
    assertThat(store().events(EventFilter.ALL, 1))
        .containsExactly(
            new LogEntry(
                one,
                4,
                NOW.plusMillis(4),
                SCRIPT,
                "agent-1",
                new Report.Event(new ScriptEvent("c", "{\"a\":[1]}", ""))));
  }

  @Test
  void givesEventsOfASeverityAndAbove() {
    UUID id = UUID.randomUUID();
    List<String> severities =
        List.of("critical", "", "debug", "error", "info", "warning", "of a newer agent");
    for (int i = 0; i < severities.size(); i++) {
      store().apply("agent-1", List.of(severe(id, i + 1, SCRIPT, "e" + i, severities.get(i))));
    }
    assertThat(severities(Severity.DEBUG)).containsExactlyElementsOf(severities);
    assertThat(severities(Severity.INFO))
        .containsExactly("critical", "", "error", "info", "warning", "of a newer agent");
    assertThat(severities(Severity.WARNING)).containsExactly("critical", "error", "warning");
    assertThat(severities(Severity.ERROR)).containsExactly("critical", "error");
    assertThat(severities(Severity.CRITICAL)).containsExactly("critical");
  }

  @Test
  void givesEventsOfOneScriptOrOfSomeAgentsBeforeItTakesTheTail() {
    store().apply("agent-1", List.of(severe(UUID.randomUUID(), 1, SCRIPT, "a", "info")));
    store().apply("agent-2", List.of(severe(UUID.randomUUID(), 2, SCRIPT, "b", "info")));
    store().apply("agent-3", List.of(severe(UUID.randomUUID(), 3, OTHER, "c", "info")));
    assertThat(names(filter(Optional.of(SCRIPT), Optional.empty()), 1)).containsExactly("b");
    assertThat(names(filter(Optional.empty(), Optional.of(Set.of("agent-1", "agent-3"))), 0))
        .containsExactly("a", "c");
    assertThat(names(filter(Optional.of(SCRIPT), Optional.of(Set.of("agent-3"))), 0)).isEmpty();
    assertThat(names(filter(Optional.empty(), Optional.of(Set.of())), 0)).isEmpty();
  }

  private static EventFilter filter(Optional<UUID> script, Optional<Set<String>> agents) {
    return new EventFilter(Severity.DEBUG, script, agents);
  }

  private static Report severe(
      UUID execution, long sequence, UUID script, String name, String severity) {
    return new Report(
        execution,
        sequence,
        NOW.plusMillis(sequence),
        script,
        1,
        new Report.Event(new ScriptEvent(name, "{\"a\":[1]}", severity)));
  }

  private List<String> names(EventFilter filter, int tail) {
    return store().events(filter, tail).stream().map(entry -> event(entry).name()).toList();
  }

  private List<String> severities(Severity atLeast) {
    var filter = new EventFilter(atLeast, Optional.empty(), Optional.empty());
    return store().events(filter, 0).stream().map(entry -> event(entry).severity()).toList();
  }

  private static ScriptEvent event(LogEntry entry) {
    return ((Report.Event) entry.fact()).event();
  }

  @Test
  void givesTheFirstExecutionOfEachAgentThatFailed() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    UUID running = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    Execution failed = execution(first, "agent-1", ExecutionStatus.FAILED, 0);
    Execution again = execution(second, "agent-1", ExecutionStatus.FAILED, 5);
    Execution goesOn = execution(running, "agent-1", ExecutionStatus.RUNNING, 10);
    Execution well = execution(other, "agent-2", ExecutionStatus.COMPLETED, 0);
    store().apply("agent-1", List.of(report(second, 1, new Report.Status(again))));
    store().apply("agent-1", List.of(report(first, 1, new Report.Status(failed))));
    store().apply("agent-1", List.of(report(running, 1, new Report.Status(goesOn))));
    store().apply("agent-2", List.of(report(other, 1, new Report.Status(well))));
    assertThat(store().firstFailed(DEPLOYMENT)).containsExactly(failed);
    assertThat(store().firstFailed(UUID.randomUUID())).isEmpty();
  }

  @Test
  void listsExecutionsNewestFirstAndTheNewestOfEachAgent() {
    UUID old = UUID.randomUUID();
    UUID newer = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    Execution first = execution(old, "agent-1", ExecutionStatus.FAILED, 0);
    Execution second = execution(newer, "agent-1", ExecutionStatus.RUNNING, 10);
    Execution third = execution(other, "agent-2", ExecutionStatus.RUNNING, 5);
    store().apply("agent-1", List.of(report(old, 1, new Report.Status(first))));
    store().apply("agent-1", List.of(report(newer, 1, new Report.Status(second))));
    store().apply("agent-2", List.of(report(other, 1, new Report.Status(third))));
    assertThat(store().ofScript(SCRIPT, 10)).containsExactly(second, third, first);
    assertThat(store().ofScript(SCRIPT, 1)).containsExactly(second);
    assertThat(store().ofDeployment(DEPLOYMENT)).containsExactly(second, third);
    assertThat(store().ofDeployment(UUID.randomUUID())).isEmpty();
  }

  @Test
  void takesReportsOfManyAgentsAtOnce() throws Exception {
    List<Callable<Integer>> agents = new ArrayList<>();
    for (int agent = 0; agent < 8; agent++) {
      String name = "agent-" + agent;
      UUID id = UUID.randomUUID();
      agents.add(
          () -> {
            int fresh = 0;
            for (int i = 1; i <= 50; i++) {
              fresh +=
                  store().apply(name, List.of(line(id, i, "x"), event(id, 1000 + i, "1"))).size();
            }
            return fresh;
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> fresh : threads.invokeAll(agents)) {
        assertThat(fresh.get()).isEqualTo(100);
      }
    }
    assertThat(store().logs(SCRIPT, 0)).hasSize(800);
  }
}
