// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.mcp.McpCall;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A call that a tool works on. */
final class RunningCall implements McpCall {
  private final McpAsyncServerExchange exchange;
  private final Map<String, @Nullable Object> arguments;
  private final @Nullable Object progressToken;
  private final List<Runnable> stops = new ArrayList<>();
  private double told;
  private boolean cancelled;

  /**
   * @param progressToken null: the client wants no progress
   */
  RunningCall(
      McpAsyncServerExchange exchange,
      Map<String, @Nullable Object> arguments,
      @Nullable Object progressToken) {
    this.exchange = exchange;
    this.arguments = arguments;
    this.progressToken = progressToken;
  }

  @Override
  public Map<String, @Nullable Object> arguments() {
    return arguments;
  }

  @Override
  public String caller() {
    var client = exchange.getClientInfo();
    String name = client == null || client.name() == null ? "" : client.name().strip();
    return "mcp:" + (name.isEmpty() ? "unknown" : name.substring(0, Math.min(64, name.length())));
  }

  @Override
  public synchronized void progress(String message) {
    if (progressToken != null) {
      var notification =
          ProgressNotification.builder(progressToken, ++told).message(message).build();
      exchange.progressNotification(notification).onErrorResume(e -> Mono.empty()).block();
    }
  }

  @Override
  public void onCancel(Runnable stop) {
    synchronized (stops) {
      if (!cancelled) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  void cancel() {
    List<Runnable> now;
    synchronized (stops) {
      cancelled = true;
      now = List.copyOf(stops);
      stops.clear();
    }
    now.forEach(Runnable::run);
  }
}
