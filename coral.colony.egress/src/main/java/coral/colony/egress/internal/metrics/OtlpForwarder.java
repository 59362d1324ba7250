// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.colony.egress.internal.Rounds;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the whole table to an OTLP receiver again and again. What did not arrive is in the next
 * export: values are as of now, counters cumulative.
 */
public final class OtlpForwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpForwarder.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The exporter's own retries take longer than one attempt. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final URI endpoint;
  private final Duration period;
  private final MetricTable table;
  private final OtlpHttpMetricExporter exporter;
  private final Rounds rounds;
  private final AtomicLong exports = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastError = "";

  /**
   * Begins at once.
   *
   * @param endpoint with the path, which is usually {@code /v1/metrics}
   */
  public OtlpForwarder(
      URI endpoint, Map<String, String> headers, Duration period, MetricTable table) {
    this.endpoint = endpoint;
    this.period = period;
    this.table = table;
    var builder =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint.toString())
            .setTimeout(TIMEOUT)
            .setCompression("gzip");
    headers.forEach(builder::addHeader);
    exporter = builder.build();
    rounds = new Rounds("coral-egress-otlp", this::round);
  }

  private Duration round() {
    List<MetricData> metrics = OtlpView.of(table);
    if (!metrics.isEmpty()) {
      CompletableResultCode result =
          exporter.export(metrics).join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (result.isSuccess()) {
        exports.incrementAndGet();
        if (!lastError.isEmpty()) {
          LOG.info("metrics arrive at {} again", endpoint.getHost());
        }
        lastError = "";
      } else {
        failures.incrementAndGet();
        String error = reason(result.getFailureThrowable());
        if (lastError.isEmpty()) {
          LOG.warn("metrics do not arrive at {}: {}", endpoint.getHost(), error);
        }
        lastError = error;
      }
    }
    return period;
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "no answer within %d s".formatted(PATIENCE.toSeconds());
    }
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return "it answered " + http.getResponse().getStatusCode();
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof ConnectException || root instanceof ClosedChannelException
        ? "it cannot be connected to"
        : String.valueOf(root.getMessage() == null ? root : root.getMessage());
  }

  /** Where to; user and password of the URL, if any, are left out. */
  public String endpoint() {
    return endpoint.getScheme()
        + "://"
        + endpoint.getHost()
        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort())
        + endpoint.getRawPath();
  }

  /** Exports that arrived. */
  public long exports() {
    return exports.get();
  }

  /** Exports that did not. */
  public long failures() {
    return failures.get();
  }

  /** Of the last export; empty: it arrived. */
  public String lastError() {
    return lastError;
  }

  @Override
  public void close() {
    exporter.shutdown();
    rounds.close();
  }
}
