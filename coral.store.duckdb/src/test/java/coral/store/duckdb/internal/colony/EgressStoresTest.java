// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static coral.store.duckdb.internal.colony.ExecutionStoreContract.NOW;
import static coral.store.duckdb.internal.colony.ExecutionStoreContract.SCRIPT;
import static coral.store.duckdb.internal.colony.ExecutionStoreContract.event;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore.Addition;
import coral.api.egress.DeliveryStore.Counts;
import coral.api.egress.EventCursors;
import coral.api.egress.EventPage;
import coral.api.egress.StoredEvent;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.script.AuditEntry;
import coral.store.duckdb.internal.DatabaseFile;
import coral.store.duckdb.internal.Migrations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What egress keeps: cursors, deliveries, states of metrics. */
class EgressStoresTest {
  private static final UUID RUN = UUID.fromString("01960000-0000-7000-8000-000000000001");

  @TempDir Path directory;
  private ColonyDatabase database;
  private DuckDbExecutionStore executions;
  private DuckDbEventCursors cursors;
  private DuckDbDeliveryStore deliveries;
  private DuckDbMetricStates states;
  private long sequence;

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
    executions = new DuckDbExecutionStore(database);
    cursors = new DuckDbEventCursors(database);
    deliveries = new DuckDbDeliveryStore(database);
    states = new DuckDbMetricStates(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    close();
    open();
  }

  private void emit(int alerts) {
    executions.apply(
        "agent-1",
        IntStream.range(0, alerts)
            .mapToObj(i -> event(RUN, ++sequence, "{\"n\":%d}".formatted(sequence)))
            .toList());
  }

  private List<StoredEvent> after(long number) {
    return cursors.after(number, "alert", 100).events();
  }

  @Test
  void givesEventsInTheOrderOfStoringEachOnce() {
    long start = cursors.open("webhook");
    emit(3);
    emit(2);
    EventPage first = cursors.after(start, "alert", 4);
    assertThat(first.events()).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
    EventPage second = cursors.after(first.through(), "alert", 4);
    assertThat(second.events()).extracting(StoredEvent::sequence).containsExactly(5L);
    assertThat(cursors.after(second.through(), "alert", 4))
        .isEqualTo(new EventPage(List.of(), second.through()));

    StoredEvent one = first.events().getFirst();
    assertThat(one.event()).isEqualTo(new ScriptEvent("alert", "{\"n\":1}", "warning"));
    assertThat(one.id()).isEqualTo(RUN + "-1");
    assertThat(one.agentId()).isEqualTo("agent-1");
    assertThat(one.script()).isEqualTo(SCRIPT.toString());
    assertThat(one.at()).isEqualTo(NOW.plusMillis(1));
  }

  @Test
  void leavesOtherEventsOutButMovesPastThem() {
    long start = cursors.open("metrics");
    emit(2);
    EventPage page = cursors.after(start, "metric", 10);
    assertThat(page.events()).isEmpty();
    assertThat(page.through()).isGreaterThan(start);
    assertThat(after(page.through())).isEmpty();
  }

  @Test
  void beginsNewConsumersWithWhatComesNext() {
    emit(3);
    long start = cursors.open("webhook");
    assertThat(after(start)).isEmpty();
    emit(1);
    assertThat(after(start)).hasSize(1);
    assertThat(cursors.open("webhook")).isEqualTo(start);
  }

  @Test
  void neverUsesANumberAgain() {
    cursors.open("webhook");
    emit(3);
    long through = cursors.after(0, "alert", 10).through();
    deliveries.enqueue("webhook", List.of(), through);
    Retention retention =
        new Retention(
            database,
            new RetentionSettings(Duration.ofDays(1), 1_000),
            Clock.fixed(NOW.plus(Duration.ofDays(9)), ZoneOffset.UTC));
    retention.expire();
    reopen();
    assertThat(cursors.open("webhook")).isEqualTo(through);
    emit(2);
    assertThat(after(through)).extracting(StoredEvent::sequence).containsExactly(4L, 5L);
  }

  @Test
  void forgetsConsumersThatAreNoMore() {
    long start = cursors.open("webhook");
    cursors.open("metrics");
    emit(1);
    cursors.retain(Set.of("metrics"));
    assertThat(cursors.open("metrics")).isLessThan(cursors.open("webhook"));
    assertThat(after(cursors.open("webhook"))).isEmpty();
    assertThat(after(start)).hasSize(1);
  }

  @Test
  void numbersAnEventThatComesTwiceOnce() {
    long start = cursors.open("webhook");
    Report report = event(RUN, 1, "1");
    executions.apply("agent-1", List.of(report, report));
    executions.apply("agent-1", List.of(report));
    assertThat(after(start)).hasSize(1);
  }

  @Test
  void leavesEventsFromBeforeAlone(@TempDir Path older) throws Exception {
    Path file = older.resolve("colony.db");
    try (DuckDBConnection connection = DatabaseFile.open(file, Map.of())) {
      new Migrations(
              ColonyDatabase.class,
              List.of(
                  "001-scripts.sql",
                  "002-consumption.sql",
                  "003-queries-and-triggers.sql",
                  "004-deleted-scripts.sql",
                  "005-approvals.sql"))
          .apply(connection, file);
      new Arguments(connection)
          .add(RUN)
          .add(NOW)
          .add(SCRIPT)
          .update("INSERT INTO script_events VALUES (?, 1, ?, ?, 1, 'agent-1', 'alert', '', '{}')");
    }
    ColonyDatabase migrated = new ColonyDatabase(file, () -> Long.MAX_VALUE);
    try {
      EventCursors of = new DuckDbEventCursors(migrated);
      new DuckDbExecutionStore(migrated).apply("agent-1", List.of(event(RUN, 2, "{}")));
      assertThat(of.after(0, "alert", 10).events())
          .extracting(StoredEvent::sequence)
          .containsExactly(2L);
    } finally {
      migrated.close();
    }
  }

  private Delivery delivery(String sink, int dueIn) {
    return new Delivery(
        UUID.randomUUID(),
        sink,
        SCRIPT,
        "latency",
        NOW,
        NOW.plusSeconds(dueIn),
        1,
        0,
        "",
        Optional.empty());
  }

  private Delivery queued(String sink, int dueIn) {
    cursors.open(sink);
    emit(1);
    List<StoredEvent> newest = List.of(after(0).getLast());
    Delivery delivery = delivery(sink, dueIn);
    deliveries.enqueue(sink, List.of(new Addition(delivery, newest)), newest.getFirst().number());
    return delivery;
  }

  @Test
  void keepsDeliveriesWithTheirAlertsAndTheCursor() {
    Delivery delivery = queued("webhook", 5);
    emit(2);
    List<StoredEvent> more = after(cursors.open("webhook"));
    deliveries.enqueue("webhook", List.of(new Addition(delivery, more)), more.getLast().number());
    reopen();
    assertThat(cursors.open("webhook")).isEqualTo(more.getLast().number());
    assertThat(deliveries.due("webhook", NOW.plusSeconds(4), 10)).isEmpty();
    assertThat(deliveries.nextDue("webhook", NOW)).contains(NOW.plusSeconds(5));
    assertThat(deliveries.due("webhook", NOW.plusSeconds(5), 10))
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.id()).isEqualTo(delivery.id());
              assertThat(due.alerts()).isEqualTo(3);
              assertThat(due.script()).isEqualTo("latency");
              assertThat(due.attempts()).isZero();
            });
    assertThat(deliveries.due("alertmanager", NOW.plusSeconds(5), 10)).isEmpty();
    assertThat(deliveries.alerts(delivery.id()))
        .extracting(StoredEvent::sequence)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void keepsDeliveriesOfAScriptThatIsDeleted() {
    DuckDbScriptStore scripts = new DuckDbScriptStore(database);
    scripts.save(ScriptStoreContract.script(SCRIPT, "latency", 1));
    Delivery delivery = queued("webhook", 0);
    assertThat(after(0)).extracting(StoredEvent::script).containsExactly("latency");
    scripts.delete(SCRIPT, new AuditEntry(NOW, "joe", "delete", "latency v1", ""));
    assertThat(after(0)).isEmpty();
    assertThat(deliveries.alerts(delivery.id())).hasSize(1);
    assertThat(deliveries.due("webhook", NOW, 10)).hasSize(1);
  }

  @Test
  void forgetsWhatHasArrived() {
    Delivery delivery = queued("webhook", 0);
    deliveries.delivered(delivery.id());
    assertThat(deliveries.due("webhook", NOW, 10)).isEmpty();
    assertThat(deliveries.alerts(delivery.id())).isEmpty();
    assertThat(deliveries.counts()).isEmpty();
  }

  @Test
  void remembersAttempts() {
    Delivery delivery = queued("webhook", 0);
    deliveries.failed(delivery.id(), 3, "it answered 500");
    reopen();
    Delivery due = deliveries.due("webhook", NOW, 10).getFirst();
    assertThat(due.attempts()).isEqualTo(3);
    assertThat(due.lastError()).isEqualTo("it answered 500");
  }

  @Test
  void keepsTheNewestDeadLettersAndLetsThemWaitAgain() {
    Delivery first = queued("webhook", 0);
    Delivery second = queued("webhook", 0);
    Delivery third = queued("alertmanager", 0);
    assertThat(deliveries.die(first.id(), NOW.plusSeconds(1), "one", 2)).isZero();
    assertThat(deliveries.die(second.id(), NOW.plusSeconds(2), "two", 2)).isZero();
    assertThat(deliveries.counts()).containsEntry("webhook", new Counts(0, 2));
    assertThat(deliveries.die(third.id(), NOW.plusSeconds(3), "three", 2)).isEqualTo(1);
    assertThat(deliveries.deadLetters(10))
        .extracting(Delivery::id)
        .containsExactly(third.id(), second.id());
    assertThat(deliveries.alerts(first.id())).isEmpty();
    assertThat(deliveries.due("webhook", NOW.plusSeconds(9), 10)).isEmpty();

    assertThat(deliveries.resend(Set.of(), Set.of("webhook"), NOW.plusSeconds(9)))
        .extracting(Delivery::id)
        .containsExactly(second.id());
    assertThat(deliveries.due("webhook", NOW.plusSeconds(9), 10))
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.createdAt()).isEqualTo(NOW.plusSeconds(9));
              assertThat(due.attempts()).isZero();
            });
    assertThat(
            deliveries.resend(
                Set.of(third.id()), Set.of("webhook", "alertmanager"), NOW.plusSeconds(9)))
        .hasSize(1);
    assertThat(deliveries.deadLetters(10)).isEmpty();
  }

  @Test
  void abandonsWhatWaitsForASinkThatIsNoMore() {
    queued("webhook", 0);
    Delivery other = queued("alertmanager", 0);
    assertThat(deliveries.abandon(Set.of("webhook"), NOW, "gone")).isEqualTo(1);
    assertThat(deliveries.deadLetters(10))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.id()).isEqualTo(other.id());
              assertThat(dead.lastError()).isEqualTo("gone");
            });
    assertThat(deliveries.due("webhook", NOW, 10)).hasSize(1);
  }

  @Test
  void keepsStatesOfMetricsWithTheirCursor() {
    cursors.open("metrics");
    states.save("metrics", Map.of("a", "1", "b", "2"), Set.of(), 41);
    states.save("metrics", Map.of("a", "3"), Set.of("b"), 42);
    reopen();
    assertThat(states.load()).isEqualTo(Map.of("a", "3"));
    assertThat(cursors.open("metrics")).isEqualTo(42);
  }
}
