// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coral.api.execution.Severity;
import coral.colony.egress.internal.alerts.Sink;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static Settings of(TestConfig config) {
    return Settings.of(config.config());
  }

  @Test
  void sendsNothingAnywhereByDefault() {
    Settings settings = of(new TestConfig());
    assertThat(settings.prometheusPort()).isEqualTo(-1);
    assertThat(settings.prometheusHost()).isEqualTo("127.0.0.1");
    assertThat(settings.otlpEndpoint()).isEmpty();
    assertThat(settings.sinks()).isEmpty();
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.metrics().gaugeAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.metrics().counterAge()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.metrics().seriesPerScript()).isEqualTo(1_000);
    assertThat(settings.alerts().groupWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.alerts().retries().giveUpAfter()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void namesSinksByKindAndPlace() {
    Settings settings =
        of(
            new TestConfig()
                .with("webhook__url", new String[] {"https://a.example/x?y=1", "http://b:81"})
                .with("webhook__severity", "error")
                .with("alertmanager__url", new String[] {"http://am:9093/prefix/"}));
    assertThat(settings.sinks())
        .extracting(Sink::name, Sink::uri, Sink::address, Sink::minSeverity)
        .containsExactly(
            tuple(
                "webhook",
                URI.create("https://a.example/x?y=1"),
                "https://a.example",
                Severity.ERROR),
            tuple("webhook-2", URI.create("http://b:81"), "http://b:81", Severity.ERROR),
            tuple(
                "alertmanager",
                URI.create("http://am:9093/prefix/api/v2/alerts"),
                "http://am:9093",
                Severity.INFO));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void goesOnWithoutWhatCannotBeUsed() {
    Settings settings =
        of(
            new TestConfig()
                .with("webhook__url", new String[] {"hooks.example", "http://b"})
                .with("alertmanager__url", new String[] {"http://am"})
                .with("alertmanager__severity", "fatal")
                .with("otlp__endpoint", "collector:4318")
                .with("otlp__headers", new String[] {"Authorization: x"}));
    assertThat(settings.sinks()).extracting(Sink::name).containsExactly("webhook-2");
    assertThat(settings.sinkNames())
        .containsExactlyInAnyOrder("webhook", "webhook-2", "alertmanager");
    assertThat(settings.otlpEndpoint()).isEmpty();
    assertThat(settings.problems())
        .containsExactly(
            "egress.webhook_url is \"hooks.example\", which is no URL; write one such as https://host/path",
            "egress.alertmanager_severity: severity \"fatal\" is unknown; debug, info, warning, error or critical",
            "egress.otlp_endpoint is \"collector:4318\", which is no URL; write one such as https://host/path",
            "egress.otlp_headers has an entry that is no header; write each as name=value");
  }

  @Test
  void needsTheTokenFileItIsToldOf(@TempDir Path directory) throws Exception {
    Path token = directory.resolve("token");
    TestConfig config =
        new TestConfig()
            .with("webhook__url", new String[] {"http://b"})
            .with("webhook__token__file", token.toString());
    assertThat(of(config).problems())
        .containsExactly(
            "egress.webhook_token_file is \"%s\", which cannot be read; write the token there, readable for the colony"
                .formatted(token));
    Files.writeString(token, "secret");
    assertThat(of(config).problems()).isEmpty();
    assertThat(of(config).sinks()).hasSize(1);
  }

  @Test
  void readsHeadersAsPairs() {
    Settings settings =
        of(new TestConfig().with("otlp__headers", new String[] {"a=b=c", " X-Tenant = shop "}));
    assertThat(settings.otlpHeaders()).isEqualTo(Map.of("a", "b=c", "X-Tenant", "shop"));
  }
}
