// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of one connection of a simulated agent, which guards what is called here; what
 * comes is handed to it.
 */
final class Streams {
  private final SimulatedAgent agent;
  private final AgentLinkGrpc.AgentLinkStub colony;
  private @Nullable ClientCallStreamObserver<AgentMessage> control;
  private @Nullable ClientCallStreamObserver<ReportBatch> reports;

  Streams(SimulatedAgent agent, AgentLinkGrpc.AgentLinkStub colony) {
    this.agent = agent;
    this.colony = colony;
  }

  void openControl() {
    var _ = colony.control(new FromColony());
  }

  /** As soon as the colony has greeted. */
  void openReports() {
    var _ = colony.report(new FromReports());
  }

  void say(AgentMessage message) {
    if (control != null) {
      control.onNext(message);
    }
  }

  boolean takesReports() {
    return reports != null && reports.isReady();
  }

  void report(ReportBatch batch) {
    if (reports != null) {
      reports.onNext(batch);
    }
  }

  void cancel() {
    if (control != null) {
      control.cancel("the connection ends", null);
    }
    if (reports != null) {
      reports.cancel("the connection ends", null);
    }
  }

  private final class FromColony implements ClientResponseObserver<AgentMessage, ColonyMessage> {
    @Override
    public void beforeStart(ClientCallStreamObserver<AgentMessage> out) {
      control = out;
    }

    @Override
    public void onNext(ColonyMessage message) {
      agent.received(Streams.this, message);
    }

    @Override
    public void onError(Throwable error) {
      agent.ended(Streams.this);
    }

    @Override
    public void onCompleted() {
      agent.ended(Streams.this);
    }
  }

  private final class FromReports implements ClientResponseObserver<ReportBatch, ReportAck> {
    @Override
    public void beforeStart(ClientCallStreamObserver<ReportBatch> out) {
      reports = out;
      out.setOnReadyHandler(() -> agent.ready(Streams.this));
    }

    @Override
    public void onNext(ReportAck ack) {
      agent.acknowledged(Streams.this, ack);
    }

    @Override
    public void onError(Throwable error) {
      agent.ended(Streams.this);
    }

    @Override
    public void onCompleted() {
      agent.ended(Streams.this);
    }
  }
}
