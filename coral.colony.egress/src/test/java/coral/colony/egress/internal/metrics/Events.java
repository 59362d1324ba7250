// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.api.egress.StoredEvent;
import coral.api.execution.ScriptEvent;
import coral.colony.egress.internal.TestColony;
import java.time.Instant;
import java.util.UUID;

/** Metric events as the store gives them. */
final class Events {
  static final Instant NOW = Instant.parse("2026-03-01T10:15:23Z");

  private Events() {}

  static StoredEvent metric(String json) {
    return metric("latency", NOW, json);
  }

  static StoredEvent metric(String script, Instant at, String json) {
    return new StoredEvent(
        1,
        at,
        UUID.randomUUID(),
        1,
        TestColony.id(script),
        script,
        "agent-1",
        new ScriptEvent("metric", json, ""));
  }
}
