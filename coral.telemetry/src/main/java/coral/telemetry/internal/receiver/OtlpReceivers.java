// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import coral.api.error.CoralException;
import coral.api.telemetry.TelemetryStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;

/** Both OTLP ports, open from {@link #open} to {@link #close}. */
public final class OtlpReceivers implements AutoCloseable {
  private final String host;
  private final OtlpGrpcServer grpc;
  private final OtlpHttpServer http;
  private final OtlpWorkers workers;

  private OtlpReceivers(
      String host, OtlpGrpcServer grpc, OtlpHttpServer http, OtlpWorkers workers) {
    this.host = host;
    this.grpc = grpc;
    this.http = http;
    this.workers = workers;
  }

  /**
   * Opens both.
   *
   * @param grpcPort 0 for a free one, and so {@code httpPort}
   * @throws CoralException when a port cannot be opened; none is open then
   */
  public static OtlpReceivers open(
      String host, int grpcPort, int httpPort, TelemetryStore store, Clock clock) {
    List<OtlpSignal<?, ?>> signals = OtlpSignal.all(clock);
    OtlpIngest ingest = new OtlpIngest(store);
    OtlpWorkers workers = new OtlpWorkers(Math.max(2, Runtime.getRuntime().availableProcessors()));
    OtlpGrpcServer grpc = null;
    try {
      grpc = OtlpGrpcServer.open(new InetSocketAddress(host, grpcPort), signals, ingest, workers);
      OtlpHttpServer http =
          OtlpHttpServer.open(new InetSocketAddress(host, httpPort), signals, ingest, workers);
      return new OtlpReceivers(host, grpc, http, workers);
    } catch (RuntimeException e) {
      if (grpc != null) {
        grpc.close();
      }
      workers.close();
      throw e;
    }
  }

  /** {@code host:port}, as a process on this machine can use it. */
  public String grpcAddress() {
    return reachableHost() + ":" + grpc.port();
  }

  /** {@code http://host:port}. */
  public String httpUrl() {
    return "http://" + reachableHost() + ":" + http.port();
  }

  private String reachableHost() {
    InetAddress address = new InetSocketAddress(host, 0).getAddress();
    if (address != null && address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Takes nothing new, stores what was taken, and answers it. */
  @Override
  public void close() {
    http.stopAccepting();
    grpc.close();
    workers.close();
    http.close();
  }
}
