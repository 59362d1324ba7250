// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.concurrent.TimeUnit;

/** One client of the OTLP receiver, which sends a batch when the one before is acknowledged. */
final class SpanSender implements AutoCloseable {
  private static final long CALL_SECONDS = 30;
  private static final long RETRY_MS = 20;

  private final ManagedChannel channel;
  private final TraceServiceGrpc.TraceServiceBlockingStub stub;
  private long acknowledged;
  private long refusals;

  SpanSender(String address) {
    channel = NettyChannelBuilder.forTarget("dns:///" + address).usePlaintext().build();
    stub = TraceServiceGrpc.newBlockingStub(channel);
  }

  /** Sends until it is acknowledged; waits a little when the receiver has no room. */
  void send(ExportTraceServiceRequest batch) throws InterruptedException {
    while (true) {
      try {
        var answer = stub.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS).export(batch);
        acknowledged += Spans.count(batch) - answer.getPartialSuccess().getRejectedSpans();
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        refusals++;
        Thread.sleep(RETRY_MS);
      }
    }
  }

  /** Spans that the receiver took. */
  long acknowledged() {
    return acknowledged;
  }

  /** Batches that it asked to be sent again later. */
  long refusals() {
    return refusals;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
