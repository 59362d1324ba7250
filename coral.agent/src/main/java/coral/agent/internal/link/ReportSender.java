// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.outbox.OutboxReader;
import coral.agent.internal.wire.ReportWire;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Empties the outbox into one report stream: a few batches ahead of their acknowledgements, and no
 * faster than the stream takes them. What was not acknowledged when the stream ends is read again
 * by the next one. Not thread-safe.
 */
final class ReportSender implements AutoCloseable {
  static final int MAX_RECORDS = 500;
  static final int MAX_BYTES = 256 << 10;
  static final int WINDOW = 4;

  private record Sent(long batchId, long end) {}

  private final String agentId;
  private final Outbox outbox;
  private final OutboxReader reader;
  private final ClientCallStreamObserver<ReportBatch> out;
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private long lastBatch;

  ReportSender(String agentId, Outbox outbox, ClientCallStreamObserver<ReportBatch> out) {
    this.agentId = agentId;
    this.outbox = outbox;
    this.reader = outbox.reader();
    this.out = out;
  }

  /** Sends what may be sent now. */
  void send() {
    while (unacknowledged.size() < WINDOW && out.isReady()) {
      OutboxReader.Batch batch = reader.next(MAX_RECORDS, MAX_BYTES);
      if (batch.records().isEmpty()) {
        return;
      }
      lastBatch++;
      unacknowledged.add(new Sent(lastBatch, batch.end()));
      out.onNext(ReportWire.batch(lastBatch, agentId, batch.records()));
    }
  }

  /** The colony has this batch and all before it. */
  void acknowledged(ReportAck ack) {
    long end = -1;
    while (!unacknowledged.isEmpty() && unacknowledged.element().batchId() <= ack.getBatchId()) {
      end = unacknowledged.remove().end();
    }
    if (end >= 0) {
      outbox.acknowledge(end);
    }
    send();
  }

  @Override
  public void close() {
    reader.close();
  }
}
