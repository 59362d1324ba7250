// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code http://HOST:PORT/metrics}. */
public final class PrometheusEndpoint implements AutoCloseable {
  private static final int THREADS = 4;

  private final String host;
  private final HTTPServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("coral-egress-prometheus-", 0).factory());

  /**
   * Listens.
   *
   * @param port 0 picks a free one
   * @throws CoralException UNAVAILABLE when it cannot
   */
  public PrometheusEndpoint(String host, int port, List<MultiCollector> collectors) {
    this.host = host;
    PrometheusRegistry registry = new PrometheusRegistry();
    collectors.forEach(registry::register);
    try {
      server =
          HTTPServer.builder()
              .hostname(host)
              .port(port)
              .registry(registry)
              .executorService(threads)
              .buildAndStart();
    } catch (IOException | RuntimeException e) {
      threads.shutdownNow();
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot listen on %s:%d for Prometheus (%s); choose another egress.prometheus_host or egress.prometheus_port, where 0 picks a free port"
              .formatted(host, port, e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  /** Where Prometheus scrapes. */
  public String url() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d/metrics".formatted(literal, server.getPort());
  }

  @Override
  public void close() {
    server.close();
    threads.shutdownNow();
  }
}
