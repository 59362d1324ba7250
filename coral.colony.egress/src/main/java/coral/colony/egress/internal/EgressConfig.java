// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of section {@code egress}. */
@ObjectClassDefinition(id = "coral.egress", name = "Metrics and alerts of scripts, to the outside")
@interface EgressConfig {
  @AttributeDefinition(description = "Address of the Prometheus end point")
  String prometheus__host() default "127.0.0.1";

  @AttributeDefinition(
      description = "Port of the Prometheus end point; 0 picks a free one, -1 has none",
      min = "-1",
      max = "65535")
  int prometheus__port() default -1;

  @AttributeDefinition(
      description = "Seconds without an event after which a gauge is no longer shown",
      min = "1",
      max = "604800")
  int metric__ttl__seconds() default 300;

  @AttributeDefinition(description = "The same of a counter", min = "1", max = "604800")
  int counter__ttl__seconds() default 86400;

  @AttributeDefinition(description = "Series that one script may have", min = "1", max = "100000")
  int series__per__script() default 1000;

  @AttributeDefinition(
      description =
          "URL of an OTLP receiver for metrics, with its path, such as http://collector:4318/v1/metrics")
  String otlp__endpoint() default "";

  @AttributeDefinition(description = "Headers of its requests, `name=value` each")
  String[] otlp__headers() default {};

  @AttributeDefinition(description = "Seconds from one export to the next", min = "1", max = "3600")
  int otlp__interval__seconds() default 15;

  @AttributeDefinition(description = "URLs that get alerts as JSON")
  String[] webhook__url() default {};

  @AttributeDefinition(description = "Least severity of alerts for webhooks")
  String webhook__severity() default "info";

  @AttributeDefinition(description = "File with the bearer token that webhooks get")
  String webhook__token__file() default "";

  @AttributeDefinition(
      description = "URLs of Alertmanagers, such as http://alertmanager:9093; each gets all alerts")
  String[] alertmanager__url() default {};

  @AttributeDefinition(description = "Least severity of alerts for Alertmanagers")
  String alertmanager__severity() default "info";

  @AttributeDefinition(
      description = "Seconds that the first alert of a script waits for others to go with it",
      min = "0",
      max = "3600")
  int group__wait__seconds() default 5;

  @AttributeDefinition(description = "Alerts in one delivery", min = "1", max = "10000")
  int max__alerts() default 100;

  @AttributeDefinition(
      description = "Seconds until an attempt without an answer has failed",
      min = "1",
      max = "600")
  int timeout__seconds() default 10;

  @AttributeDefinition(
      description = "Attempts before a delivery is a dead letter",
      min = "1",
      max = "10000")
  int max__attempts() default 50;

  @AttributeDefinition(
      description = "Seconds after which a delivery is a dead letter, whatever the attempts",
      min = "1",
      max = "604800")
  int give__up__after__seconds() default 14400;

  @AttributeDefinition(
      description = "Dead letters that are kept; the oldest go",
      min = "1",
      max = "100000")
  int max__dead__letters() default 1000;
}
