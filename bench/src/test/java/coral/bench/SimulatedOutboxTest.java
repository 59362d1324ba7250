// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedOutboxTest {
  private final SimulatedOutbox outbox = new SimulatedOutbox("sim-0001");

  @Test
  void givesNothingToSendWhereNothingIsToReport() {
    assertThat(outbox.next()).isEmpty();
  }

  @Test
  void holdsBackWhatGoesBeyondTheWindowUntilABatchIsAcknowledged() {
    for (int i = 0; i < SimulatedOutbox.WINDOW; i++) {
      outbox.add(report(i));
      assertThat(outbox.next()).isPresent();
    }
    outbox.add(report(100));
    outbox.add(report(101));
    assertThat(outbox.next()).isEmpty();

    assertThat(sequences(outbox.acknowledged(1))).containsExactly(0L);

    ReportBatch next = outbox.next().orElseThrow();
    assertThat(next.getBatchId()).isEqualTo(SimulatedOutbox.WINDOW + 1);
    assertThat(next.getAgentId()).isEqualTo("sim-0001");
    assertThat(next.getReportsList()).extracting(Report::getSequence).containsExactly(100L, 101L);
  }

  @Test
  void takesAnAcknowledgementForAllBatchesBefore() {
    send(1);
    send(2);
    send(3);

    assertThat(sequences(outbox.acknowledged(2))).containsExactly(1L, 2L);
    assertThat(outbox.acknowledged(2)).isEmpty();
    assertThat(outbox.size()).isEqualTo(1);
  }

  @Test
  void sendsAllThatWasNotAcknowledgedAgainInOrderOnTheNextStream() {
    send(1);
    send(2);
    send(3);
    outbox.add(report(4));
    var _ = outbox.acknowledged(1);

    outbox.startAgain();

    List<Long> again = new ArrayList<>();
    for (var batch = outbox.next(); batch.isPresent(); batch = outbox.next()) {
      again.addAll(batch.get().getReportsList().stream().map(Report::getSequence).toList());
    }
    assertThat(again).containsExactly(2L, 3L, 4L);
  }

  @Test
  void numbersBatchesFromOneOnEachStream() {
    send(1);
    outbox.startAgain();

    assertThat(outbox.next().map(ReportBatch::getBatchId)).isEqualTo(Optional.of(1L));
  }

  private void send(long sequence) {
    outbox.add(report(sequence));
    assertThat(outbox.next()).isPresent();
  }

  private static Report report(long sequence) {
    return Report.newBuilder().setSequence(sequence).build();
  }

  private static List<Long> sequences(List<SimulatedOutbox.Entry> entries) {
    return entries.stream().map(entry -> entry.report().getSequence()).toList();
  }
}
