// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Severity;
import coral.colony.egress.internal.alerts.AlertSettings;
import coral.colony.egress.internal.alerts.AlertmanagerSink;
import coral.colony.egress.internal.alerts.RetrySettings;
import coral.colony.egress.internal.alerts.Sink;
import coral.colony.egress.internal.alerts.WebhookSink;
import coral.colony.egress.internal.metrics.MetricSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration as far as it can be used. What cannot is a sentence: the colony goes on without
 * it.
 *
 * @param prometheusPort -1: no end point
 * @param sinkNames of all sinks that are configured, those that cannot be used too: what waits for
 *     them goes on waiting
 */
record Settings(
    String prometheusHost,
    int prometheusPort,
    MetricSettings metrics,
    Optional<URI> otlpEndpoint,
    Map<String, String> otlpHeaders,
    Duration otlpInterval,
    List<Sink> sinks,
    Set<String> sinkNames,
    AlertSettings alerts,
    List<String> problems) {

  static Settings of(EgressConfig config) {
    return new Reader(config).settings();
  }

  /** Reads one configuration. */
  private static final class Reader {
    private static final Pattern HEADER =
        Pattern.compile("([-!#$%&'*+.^_`|~0-9A-Za-z]+)\\s*=\\s*([\\t -~]*)");

    private final EgressConfig config;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    Reader(EgressConfig config) {
      this.config = config;
    }

    Settings settings() {
      List<Sink> sinks = new ArrayList<>();
      sinks.addAll(sinks("webhook", config.webhook__url(), this::webhooks));
      sinks.addAll(sinks("alertmanager", config.alertmanager__url(), this::alertmanagers));
      return new Settings(
          config.prometheus__host(),
          config.prometheus__port(),
          new MetricSettings(
              config.series__per__script(),
              Duration.ofSeconds(config.metric__ttl__seconds()),
              Duration.ofSeconds(config.counter__ttl__seconds())),
          otlpEndpoint(),
          headers(),
          Duration.ofSeconds(config.otlp__interval__seconds()),
          List.copyOf(sinks),
          Set.copyOf(names),
          alerts(),
          List.copyOf(problems));
    }

    private AlertSettings alerts() {
      return new AlertSettings(
          Duration.ofSeconds(config.group__wait__seconds()),
          config.max__alerts(),
          Duration.ofSeconds(config.timeout__seconds()),
          RetrySettings.of(
              config.max__attempts(), Duration.ofSeconds(config.give__up__after__seconds())),
          config.max__dead__letters());
    }

    /** Makes a sink of a name and a URL. */
    private interface Maker {
      Sink make(String name, URI uri);
    }

    /** Sinks are named by kind and place, so that a corrected URL gets what waits. */
    private List<Sink> sinks(String kind, String[] urls, Function<String, Maker> makers) {
      List<Sink> sinks = new ArrayList<>();
      for (int i = 0; i < urls.length; i++) {
        if (!urls[i].isBlank()) {
          String name = i == 0 ? kind : kind + "-" + (i + 1);
          names.add(name);
          try {
            sinks.add(makers.apply(kind).make(name, url("egress." + kind + "_url", urls[i])));
          } catch (CoralException e) {
            problems.add(e.sentence());
          }
        }
      }
      return sinks;
    }

    private Maker webhooks(String kind) {
      Severity severity = severity("egress.webhook_severity", config.webhook__severity());
      Optional<Path> token = tokenFile();
      return (name, uri) -> new WebhookSink(name, uri, severity, token);
    }

    private Maker alertmanagers(String kind) {
      Severity severity = severity("egress.alertmanager_severity", config.alertmanager__severity());
      return (name, uri) ->
          new AlertmanagerSink(
              name,
              URI.create(uri.toString().replaceFirst("/+$", "") + "/api/v2/alerts"),
              severity);
    }

    private Optional<Path> tokenFile() {
      if (config.webhook__token__file().isBlank()) {
        return Optional.empty();
      }
      Path file = Path.of(config.webhook__token__file());
      if (!Files.isReadable(file)) {
        throw invalid(
            "egress.webhook_token_file is \"%s\", which cannot be read; write the token there, readable for the colony"
                .formatted(file));
      }
      return Optional.of(file);
    }

    private Optional<URI> otlpEndpoint() {
      if (config.otlp__endpoint().isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(url("egress.otlp_endpoint", config.otlp__endpoint()));
      } catch (CoralException e) {
        problems.add(e.sentence());
        return Optional.empty();
      }
    }

    private Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      for (String header : config.otlp__headers()) {
        Matcher pair = HEADER.matcher(header.strip());
        if (pair.matches()) {
          headers.put(pair.group(1), pair.group(2));
        } else if (!header.isBlank()) {
          // not the text itself: it may be a secret
          problems.add(
              "egress.otlp_headers has an entry that is no header; write each as name=value");
        }
      }
      return Map.copyOf(headers);
    }

    private static Severity severity(String key, String word) {
      try {
        return Severity.parse(word.strip());
      } catch (CoralException e) {
        throw invalid(key + ": " + e.sentence());
      }
    }

    private static URI url(String key, String text) {
      try {
        URI uri = new URI(text.strip());
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (http && uri.getHost() != null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // told below
      }
      throw invalid(
          "%s is \"%s\", which is no URL; write one such as https://host/path"
              .formatted(key, text));
    }

    private static CoralException invalid(String sentence) {
      return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence);
    }
  }
}
