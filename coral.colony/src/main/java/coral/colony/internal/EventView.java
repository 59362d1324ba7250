// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.error.CoralException;
import coral.api.execution.EventFilter;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.execution.Severity;
import coral.api.script.Script;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.StreamEventsRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which events one reader wants, and how it gets them. Thread-safe. */
final class EventView {
  private final ColonyParts parts;
  private final Severity atLeast;
  private final Optional<UUID> scriptId;
  private final String service;
  private final Map<UUID, String> names = new ConcurrentHashMap<>();

  /**
   * A reader's wishes.
   *
   * @throws CoralException INVALID_ARGUMENT for a severity that there is not; NOT_FOUND for such a
   *     script
   */
  EventView(ColonyParts parts, StreamEventsRequest request) {
    this.parts = parts;
    atLeast =
        request.getSeverity().isEmpty() ? Severity.DEBUG : Severity.parse(request.getSeverity());
    scriptId =
        request.getScript().isEmpty()
            ? Optional.empty()
            : Optional.of(parts.registry().find(request.getScript()).id());
    service = request.getService();
  }

  Optional<UUID> scriptId() {
    return scriptId;
  }

  /** For the store, as of now. */
  EventFilter filter() {
    Optional<Set<String>> agents =
        service.isEmpty()
            ? Optional.empty()
            : Optional.of(
                parts.agents().agents().stream()
                    .filter(this::seesService)
                    .map(Agent::id)
                    .collect(Collectors.toSet()));
    return new EventFilter(atLeast, scriptId, agents);
  }

  /** What passes {@link #filter}, but for the script, now. */
  Optional<EventEntry> of(LogEntry entry) {
    return entry.fact() instanceof Report.Event(var event)
            && Severity.of(event).compareTo(atLeast) >= 0
            && isWhereServiceIs(entry.agentId())
        ? Optional.of(
            EventEntry.newBuilder()
                .setTimestamp(Wire.timestamp(entry.at()))
                .setAgentId(entry.agentId())
                .setScriptId(entry.scriptId().toString())
                .setScript(names.computeIfAbsent(entry.scriptId(), this::name))
                .setExecutionId(entry.executionId().toString())
                .setSequence(entry.sequence())
                .setSeverity(Severity.of(event).word())
                .setName(event.name())
                .setData(event.dataJson())
                .build())
        : Optional.empty();
  }

  private boolean isWhereServiceIs(String agentId) {
    return service.isEmpty() || parts.agents().find(agentId).filter(this::seesService).isPresent();
  }

  private boolean seesService(Agent agent) {
    return agent.services().contains(service);
  }

  /** Scripts that were deployed on an agent itself are known by their id only. */
  private String name(UUID id) {
    return parts.scripts().newest(id).map(Script::name).orElseGet(id::toString);
  }
}
