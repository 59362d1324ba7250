// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import static java.util.stream.Collectors.joining;

import coral.api.mcp.McpResource;
import coral.api.script.AuditEntry;
import coral.api.script.ScriptStore;
import coral.views.Times;
import java.util.List;
import java.util.function.IntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral://audit}: the colony's audit log. */
@Component(service = McpResource.class, property = McpResource.URI + "=coral://audit")
public final class AuditLog implements McpResource {
  private static final int ENTRIES = 100;

  private final IntFunction<List<AuditEntry>> newest;

  @Activate
  public AuditLog(@Reference(name = "scripts") ScriptStore scripts) {
    this((IntFunction<List<AuditEntry>>) scripts::audit);
  }

  AuditLog(IntFunction<List<AuditEntry>> newest) {
    this.newest = newest;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String title() {
    return "Audit log";
  }

  @Override
  public String description() {
    return "Who did what to which script or agent: the last %d entries, newest first. An AI is mcp: and its client's name."
        .formatted(ENTRIES);
  }

  @Override
  public String mimeType() {
    return "text/plain";
  }

  @Override
  public String read(String uri) {
    String lines = newest.apply(ENTRIES).stream().map(AuditLog::line).collect(joining("\n"));
    return lines.isEmpty() ? "nothing yet" : lines;
  }

  private static String line(AuditEntry entry) {
    return "%s %s %s %s%s"
        .formatted(
            Times.second(entry.at()),
            entry.actor(),
            entry.action(),
            entry.subject(),
            entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")");
  }
}
