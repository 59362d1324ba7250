// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ColonyWelcome;
import coral.proto.colony.v1.ErrorDetail;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A colony that does what the test says, over a real connection. */
final class FakeColony implements AutoCloseable {
  static final String TOKEN = "secret";

  final List<AgentHello> hellos = new CopyOnWriteArrayList<>();
  final List<AgentState> states = new CopyOnWriteArrayList<>();
  final List<AgentResponse> responses = new CopyOnWriteArrayList<>();
  final List<Report> reports = new CopyOnWriteArrayList<>();
  volatile boolean acknowledges = true;

  /** As with a full disk: report streams end with their first batch. */
  volatile boolean takesReports = true;

  final AtomicInteger refusals = new AtomicInteger();
  volatile String token = TOKEN;
  private volatile StreamObserver<ColonyMessage> control;
  private final Server server;

  FakeColony(int port) {
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .addService(new Link())
              .intercept(new Token())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  void send(ColonyMessage.Builder message) {
    control.onNext(message.build());
  }

  void endForAnUpdate() {
    control.onError(
        StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.newBuilder()
                .setCode(Code.UNAVAILABLE_VALUE)
                .setMessage("the colony's link is being updated")
                .addDetails(Any.pack(ErrorDetail.newBuilder().setCode("UNAVAILABLE").build()))
                .build()));
  }

  void endGracefully() {
    control.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Link extends AgentLinkGrpc.AgentLinkImplBase {
    @Override
    public StreamObserver<AgentMessage> control(StreamObserver<ColonyMessage> out) {
      return new Receiving<>(out) {
        @Override
        public void onNext(AgentMessage message) {
          switch (message.getMessageCase()) {
            case HELLO -> {
              hellos.add(message.getHello());
              control = out;
              out.onNext(
                  ColonyMessage.newBuilder()
                      .setWelcome(ColonyWelcome.getDefaultInstance())
                      .build());
            }
            case STATE -> states.add(message.getState());
            case RESPONSE -> responses.add(message.getResponse());
            case MESSAGE_NOT_SET -> throw new IllegalArgumentException("empty");
          }
        }
      };
    }

    @Override
    public StreamObserver<ReportBatch> report(StreamObserver<ReportAck> out) {
      return new Receiving<>(out) {
        private boolean refused;

        @Override
        public void onNext(ReportBatch batch) {
          if (refused) {
            return;
          }
          refused = !takesReports;
          if (refused) {
            refusals.incrementAndGet();
            out.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
          }
          reports.addAll(batch.getReportsList());
          if (acknowledges) {
            out.onNext(ReportAck.newBuilder().setBatchId(batch.getBatchId()).build());
          }
        }
      };
    }
  }

  private abstract static class Receiving<T> implements StreamObserver<T> {
    private final StreamObserver<?> out;

    Receiving(StreamObserver<?> out) {
      this.out = out;
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {
      out.onCompleted();
    }
  }

  private final class Token implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String presented =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (!("Bearer " + token).equals(presented)) {
        call.close(Status.UNAUTHENTICATED.withDescription("wrong token"), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
