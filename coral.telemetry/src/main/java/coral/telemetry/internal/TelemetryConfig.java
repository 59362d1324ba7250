// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code telemetry:} that this bundle uses. */
@ObjectClassDefinition(name = "Telemetry", description = "OTLP receivers and host metrics")
@interface TelemetryConfig {
  /** Of both components. */
  String PID = "coral.telemetry";

  @AttributeDefinition(
      description =
          "Address that both OTLP receivers listen on. They ask for no token, so think before it is not loopback.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      description = "Port of OTLP over gRPC; 0 picks a free one.",
      min = "0",
      max = "65535")
  int otlp__grpc__port() default 4317;

  @AttributeDefinition(
      description = "Port of OTLP over HTTP; 0 picks a free one.",
      min = "0",
      max = "65535")
  int otlp__http__port() default 4318;

  @AttributeDefinition(
      description = "Seconds between two samples of the host's metrics, and of the agent's own.",
      min = "1",
      max = "3600")
  int host__metrics__interval__seconds() default 15;
}
