// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.protobuf.Message;
import coral.api.error.CoralException;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OTLP/gRPC. Requests leave the event loop undecoded, so that a malformed one can be answered with
 * INVALID_ARGUMENT as OTLP asks for (gRPC by itself would say INTERNAL).
 */
final class OtlpGrpcServer implements AutoCloseable {
  private final Server server;

  private OtlpGrpcServer(Server server) {
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @throws CoralException when the port cannot be opened
   */
  static OtlpGrpcServer open(
      InetSocketAddress address,
      List<OtlpSignal<?, ?>> signals,
      OtlpIngest ingest,
      OtlpWorkers workers) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .directExecutor()
            .maxInboundMessageSize(Limits.MAX_REQUEST_BYTES)
            .maxConcurrentCallsPerConnection(Limits.MAX_CALLS_PER_CONNECTION)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    signals.forEach(signal -> builder.addService(service(signal, ingest, workers)));
    try {
      return new OtlpGrpcServer(builder.build().start());
    } catch (IOException e) {
      throw PortFailure.of("OTLP/gRPC", "otlp_grpc_port", address, e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** Takes nothing new and answers what it has taken. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(6, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static <Q extends Message, R extends Message> ServerServiceDefinition service(
      OtlpSignal<Q, R> signal, OtlpIngest ingest, OtlpWorkers workers) {
    MethodDescriptor<byte[], R> method =
        signal.method().toBuilder(new Bytes(), signal.method().getResponseMarshaller()).build();
    return ServerServiceDefinition.builder(signal.method().getServiceName())
        .addMethod(
            method,
            ServerCalls.asyncUnaryCall(
                (body, caller) ->
                    workers.submit(body.length, new Export<>(signal, ingest, body, caller))))
        .build();
  }

  private static final class Export<Q extends Message, R extends Message>
      implements OtlpWorkers.Work {
    private final OtlpSignal<Q, R> signal;
    private final OtlpIngest ingest;
    private final byte[] body;
    private final StreamObserver<R> caller;

    Export(OtlpSignal<Q, R> signal, OtlpIngest ingest, byte[] body, StreamObserver<R> caller) {
      this.signal = signal;
      this.ingest = ingest;
      this.body = body;
      this.caller = caller;
    }

    @Override
    public void run() {
      R answer;
      try {
        answer = ingest.accept(signal, Encoding.PROTOBUF, body);
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      caller.onNext(answer);
      caller.onCompleted();
    }

    @Override
    public void refuse(CoralException why) {
      fail(why);
    }

    private void fail(RuntimeException failure) {
      caller.onError(
          StatusProto.toStatusRuntimeException(OtlpStatus.withRetryInfo(OtlpStatus.of(failure))));
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
