// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that clients have begun. Few clients end theirs, so beyond {@value #MAX} the one
 * that was longest not used goes; its client is told so by 404 and begins a new one.
 */
final class Sessions {
  static final int MAX = 256;

  private final LinkedHashMap<String, McpStreamableServerSession> sessions =
      new LinkedHashMap<>(16, 0.75f, true);

  void add(McpStreamableServerSession session) {
    McpStreamableServerSession eldest = null;
    synchronized (sessions) {
      sessions.put(session.getId(), session);
      if (sessions.size() > MAX) {
        eldest = sessions.pollFirstEntry().getValue();
      }
    }
    if (eldest != null) {
      eldest.close();
    }
  }

  @Nullable McpStreamableServerSession find(@Nullable String id) {
    synchronized (sessions) {
      return id == null ? null : sessions.get(id);
    }
  }

  boolean end(@Nullable String id) {
    McpStreamableServerSession session;
    synchronized (sessions) {
      session = id == null ? null : sessions.remove(id);
    }
    if (session != null) {
      session.close();
    }
    return session != null;
  }

  List<McpStreamableServerSession> all() {
    synchronized (sessions) {
      return List.copyOf(sessions.values());
    }
  }
}
