// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpTool;
import io.modelcontextprotocol.server.McpAsyncServer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tools that are there now. Of several with one name the highest ranking serves, and among
 * equals the newest, so that a bundle is replaced by its successor without a gap.
 */
final class ToolBoard {
  private record Offer(long id, int ranking, String name, McpTool tool) {}

  private final ToolBinding binding;
  private final Map<Long, Offer> offers = new HashMap<>();
  private final Map<String, Offer> serving = new TreeMap<>();
  private @Nullable McpAsyncServer server;

  ToolBoard(ToolBinding binding) {
    this.binding = binding;
  }

  /** From now on, clients of this server see the tools. */
  synchronized void attach(McpAsyncServer started) {
    server = started;
    serving.values().forEach(offer -> announce(started, offer));
  }

  synchronized void add(long id, int ranking, String name, McpTool tool) {
    offers.put(id, new Offer(id, ranking, name, tool));
    choose(name);
  }

  synchronized void remove(long id) {
    Offer offer = offers.remove(id);
    if (offer != null) {
      choose(offer.name());
    }
  }

  synchronized Set<String> names() {
    return Set.copyOf(serving.keySet());
  }

  private void choose(String name) {
    Optional<Offer> best =
        offers.values().stream()
            .filter(offer -> offer.name().equals(name))
            .max(Comparator.comparingInt(Offer::ranking).thenComparingLong(Offer::id));
    Offer before = best.map(offer -> serving.put(name, offer)).orElse(null);
    McpAsyncServer started = server;
    if (best.isEmpty()) {
      serving.remove(name);
      if (started != null) {
        started.removeTool(name).block();
      }
    } else if (started != null && (before == null || best.get().id() != before.id())) {
      announce(started, best.get());
    }
  }

  private void announce(McpAsyncServer started, Offer offer) {
    started.addTool(binding.bind(offer.name(), offer.tool())).block();
  }
}
