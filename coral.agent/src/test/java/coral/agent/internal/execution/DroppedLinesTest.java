// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.outbox.OutboxReader;
import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.OutputStreamName;
import coral.proto.colony.v1.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that there was no room for. */
class DroppedLinesTest {
  private static final int LINES = 100;

  @TempDir Path directory;

  @Test
  void countsEveryLineThatAFullOutboxDidNotTake() throws Exception {
    try (Outbox outbox = Outbox.open(directory, 64 << 10)) {
      Recorder recorder = recorder(new OutboxReports(outbox));
      recorder.running("seccomp", () -> null);
      for (int i = 0; i < LINES; i++) {
        recorder.line(OutputStreamName.STDOUT, Instant.EPOCH, "x".repeat(2_000));
      }
      recorder.end(
          new Recorder.End(
              ExecutionStatus.COMPLETED, OptionalInt.of(0), false, false, "", 5, Consumption.NONE));
      long dropped = recorder.execution().droppedLines() - 5;
      assertThat(dropped).isPositive();

      List<Report> kept = read(outbox, (int) (LINES - dropped) + 2);
      assertThat(kept.stream().filter(Report::hasLog)).hasSize((int) (LINES - dropped));
      assertThat(kept.getLast().getExecution().getDroppedLines()).isEqualTo(dropped + 5);
      assertThat(kept).extracting(Report::getSequence).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void tellsOfDroppedLinesWhileTheScriptRunsOn() {
    TestAgent agent = new TestAgent(directory);
    agent.executions.assign(Scripts.daemon("a"), Optional.empty());
    agent.reports.full = true;
    agent.sandbox.last().prints("lost");
    agent.time.pass(Run.HEARTBEAT);
    assertThat(agent.reports.lastStatus().status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(agent.reports.lastStatus().droppedLines()).isEqualTo(1);

    agent.sandbox.last().prints("lost too");
    UUID id = agent.reports.lastStatus().id();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(Recorder.NEWS_EVERY) < 0;
        passed = passed.plus(Run.HEARTBEAT)) {
      assertThat(agent.reports.lastStatus().droppedLines()).isEqualTo(1);
      agent.executions.heartbeat(id);
      agent.time.pass(Run.HEARTBEAT);
    }
    assertThat(agent.reports.lastStatus().droppedLines()).isEqualTo(2);
  }

  private static Recorder recorder(Reports reports) {
    FakeTime time = new FakeTime();
    Execution pending =
        new Execution(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            Optional.empty(),
            "agent-1",
            ExecutionStatus.PENDING,
            time.instant(),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            "",
            "",
            0);
    return new Recorder(pending, reports, new Histories("agent-1")::add, time, 100);
  }

  /** That many records, as soon as they are written. */
  private static List<Report> read(Outbox outbox, int count) throws Exception {
    List<Report> reports = new ArrayList<>();
    await().until(() -> outbox.waiting() == count);
    try (OutboxReader reader = outbox.reader()) {
      while (reports.size() < count) {
        for (byte[] record : reader.next(1_000, 1 << 20).records()) {
          reports.add(Report.parseFrom(record));
        }
      }
    }
    return reports;
  }
}
