// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Report;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One report stream of an agent. A batch is acknowledged once it is stored, and only then the next
 * one is asked for, so that an agent never sends faster than the store can write.
 */
final class ReportSession implements StreamObserver<ReportBatch> {
  private static final Logger log = LoggerFactory.getLogger(ReportSession.class);

  private final Results results;
  private final BiConsumer<String, Report.Status> onStatus;
  private final ServerCallStreamObserver<ReportAck> out;
  private final Consumer<ReportSession> onEnd;
  private String agentId = "";

  // Guarded by this.
  private boolean ended;

  /**
   * For use within the call's method, before it returns.
   *
   * @param onStatus told of each new status of the agent, once it is stored
   */
  ReportSession(
      Results results,
      BiConsumer<String, Report.Status> onStatus,
      ServerCallStreamObserver<ReportAck> out,
      Consumer<ReportSession> onEnd) {
    this.results = results;
    this.onStatus = onStatus;
    this.out = out;
    this.onEnd = onEnd;
    out.disableAutoRequest();
    out.request(1);
    out.setOnCancelHandler(() -> onEnd.accept(this));
  }

  @Override
  public void onNext(ReportBatch batch) {
    try {
      take(batch);
    } catch (RuntimeException e) {
      end(e);
    }
  }

  private void take(ReportBatch batch) {
    if (agentId.isEmpty()) {
      agentId = batch.getAgentId();
    }
    if (agentId.isEmpty()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "the first batch of a report stream names its agent_id");
    }
    results.ingest(agentId, reports(batch)).forEach(this::note);
    synchronized (this) {
      if (!ended) {
        out.onNext(ReportAck.newBuilder().setBatchId(batch.getBatchId()).build());
        out.request(1);
      }
    }
  }

  /** A malformed report would come again for ever: it is dropped, and the log says so. */
  private List<Report> reports(ReportBatch batch) {
    var reports = new ArrayList<Report>();
    for (var wire : batch.getReportsList()) {
      try {
        reports.add(LinkWire.report(agentId, wire));
      } catch (CoralException e) {
        log.warn("a report of agent {} is dropped: {}", agentId, e.sentence());
      }
    }
    return reports;
  }

  private void note(Report report) {
    if (report.fact() instanceof Report.Status status) {
      onStatus.accept(agentId, status);
    }
  }

  void end(RuntimeException why) {
    synchronized (this) {
      if (!ended) {
        ended = true;
        out.onError(why);
      }
    }
    onEnd.accept(this);
  }

  @Override
  public void onError(Throwable e) {
    onEnd.accept(this);
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      if (!ended) {
        ended = true;
        out.onCompleted();
      }
    }
    onEnd.accept(this);
  }
}
