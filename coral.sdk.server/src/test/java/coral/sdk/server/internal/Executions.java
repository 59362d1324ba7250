// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class Executions {
  private Executions() {}

  static ExecutionContext any() {
    return new ExecutionContext(
        UUID.fromString("01890000-0000-7000-8000-000000000001"),
        UUID.fromString("01890000-0000-7000-8000-000000000002"),
        "high-latency",
        3,
        ScriptMode.AD_HOC,
        "manual",
        Instant.parse("2026-01-01T00:01:00Z"),
        List.of("probes"),
        Map.of(),
        "agent-1",
        "host-1",
        Map.of("region", "us-east"));
  }
}
