// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a process that is an agent. */
public class AgentOptions {
  @Option(
      names = "--agent-id",
      paramLabel = "ID",
      description = "Agent's id (default: the host name)")
  private @Nullable String id;

  @Option(
      names = "--agent-port",
      paramLabel = "PORT",
      description = "AgentService, 0: a free one (default: 9001)")
  private @Nullable Integer port;

  @Option(
      names = "--otlp-grpc-port",
      paramLabel = "PORT",
      description = "OTLP by gRPC, 0: a free one (default: 4317)")
  private @Nullable Integer otlpGrpcPort;

  @Option(
      names = "--otlp-http-port",
      paramLabel = "PORT",
      description = "OTLP by HTTP, 0: a free one (default: 4318)")
  private @Nullable Integer otlpHttpPort;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Label of the agent; may be repeated, or list several separated by commas",
      split = ",")
  private Map<String, String> labels = new LinkedHashMap<>();

  Map<String, List<String>> settings() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("agent.id", id);
    values.put("agent.port", port);
    values.put("telemetry.otlp_grpc_port", otlpGrpcPort);
    values.put("telemetry.otlp_http_port", otlpHttpPort);
    Map<String, List<String>> settings = ProcessOptions.given(values);
    if (!labels.isEmpty()) {
      settings.put(
          "agent.labels[]",
          labels.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
    return settings;
  }
}
