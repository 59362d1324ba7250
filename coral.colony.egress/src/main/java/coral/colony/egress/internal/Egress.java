// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import coral.api.agent.AgentDirectory;
import coral.api.egress.DeliveryStore;
import coral.api.egress.EventCursors;
import coral.api.egress.MetricStates;
import coral.api.error.CoralException;
import coral.api.execution.Report;
import coral.api.execution.ReportsListener;
import coral.colony.egress.internal.alerts.SinkPump;
import coral.colony.egress.internal.metrics.MetricIntake;
import coral.colony.egress.internal.metrics.MetricTable;
import coral.colony.egress.internal.metrics.OtlpForwarder;
import coral.colony.egress.internal.metrics.PrometheusEndpoint;
import coral.colony.egress.internal.metrics.PrometheusView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of it, for one configuration. Everything that goes out is read from the store; reports only
 * wake those who read.
 */
final class Egress implements ReportsListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Egress.class);

  /** The services that it lives on. */
  record Parts(
      EventCursors cursors,
      MetricStates states,
      DeliveryStore deliveries,
      AgentDirectory agents,
      Clock clock) {}

  private final Parts parts;
  private final List<String> problems;
  private final MetricTable table;
  private final List<SinkPump> pumps;
  private final Optional<PrometheusEndpoint> prometheus;
  private final Optional<OtlpForwarder> otlp;
  private final Optional<MetricIntake> intake;
  private final AtomicLong reports = new AtomicLong();

  Egress(Settings settings, Parts parts) {
    this.parts = parts;
    problems = new ArrayList<>(settings.problems());
    table = new MetricTable(settings.metrics(), parts.clock());
    forgetOthers(settings);
    pumps =
        settings.sinks().stream()
            .map(
                sink ->
                    new SinkPump(
                        sink,
                        parts.cursors(),
                        parts.deliveries(),
                        settings.alerts(),
                        parts.clock()))
            .toList();
    prometheus = listen(settings);
    otlp = forward(settings);
    intake =
        wantsMetrics(settings)
            ? Optional.of(new MetricIntake(parts.cursors(), parts.states(), table, parts.clock()))
            : Optional.empty();
    problems.forEach(problem -> LOG.error("{}", problem));
  }

  private static boolean wantsMetrics(Settings settings) {
    return settings.prometheusPort() >= 0 || settings.otlpEndpoint().isPresent();
  }

  /** What is configured again later begins with what is emitted then. */
  private void forgetOthers(Settings settings) {
    Set<String> consumers = new HashSet<>(settings.sinkNames());
    if (wantsMetrics(settings)) {
      consumers.add(MetricIntake.CONSUMER);
    }
    try {
      parts.cursors().retain(consumers);
      int abandoned =
          parts
              .deliveries()
              .abandon(
                  settings.sinkNames(),
                  parts.clock().instant(),
                  "its sink is no longer in the configuration");
      if (abandoned > 0) {
        LOG.warn(
            "deliveries that are dead letters now, since their sinks are no longer in the configuration: {}",
            abandoned);
      }
    } catch (CoralException e) {
      LOG.warn("sinks that are no longer in the configuration are kept: {}", e.sentence());
    }
  }

  private Optional<PrometheusEndpoint> listen(Settings settings) {
    if (settings.prometheusPort() < 0) {
      return Optional.empty();
    }
    OwnMetrics own = new OwnMetrics(parts.agents(), reports, table, parts.deliveries(), pumps);
    try {
      return Optional.of(
          new PrometheusEndpoint(
              settings.prometheusHost(),
              settings.prometheusPort(),
              List.of(own, new PrometheusView(table))));
    } catch (CoralException e) {
      problems.add(e.sentence());
      return Optional.empty();
    }
  }

  private Optional<OtlpForwarder> forward(Settings settings) {
    try {
      return settings
          .otlpEndpoint()
          .map(
              endpoint ->
                  new OtlpForwarder(
                      endpoint, settings.otlpHeaders(), settings.otlpInterval(), table));
    } catch (RuntimeException e) {
      problems.add(
          "egress.otlp_endpoint is \"%s\", which the exporter does not take: %s"
              .formatted(settings.otlpEndpoint().orElseThrow(), e.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public void onReports(String agentId, List<Report> fresh) {
    reports.addAndGet(fresh.size());
    if (hasEvent(fresh, "alert")) {
      pumps.forEach(SinkPump::wake);
    }
    if (hasEvent(fresh, "metric")) {
      intake.ifPresent(MetricIntake::wake);
    }
  }

  private static boolean hasEvent(List<Report> reports, String name) {
    return reports.stream()
        .anyMatch(
            report ->
                report.fact() instanceof Report.Event(var event) && event.name().equals(name));
  }

  /** What is configured and cannot be used, one sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  MetricTable table() {
    return table;
  }

  List<SinkPump> pumps() {
    return pumps;
  }

  DeliveryStore deliveries() {
    return parts.deliveries();
  }

  Clock clock() {
    return parts.clock();
  }

  /** Where Prometheus scrapes; empty: nowhere. */
  Optional<String> prometheusUrl() {
    return prometheus.map(PrometheusEndpoint::url);
  }

  Optional<OtlpForwarder> otlp() {
    return otlp;
  }

  @Override
  public void close() {
    prometheus.ifPresent(PrometheusEndpoint::close);
    otlp.ifPresent(OtlpForwarder::close);
    intake.ifPresent(MetricIntake::close);
    pumps.forEach(SinkPump::close);
  }
}
