// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The requests under way, so that a client can cancel them; the SDK's server knows none. */
final class Requests {
  private static final String KEY = "coral.request";

  private final Map<Key, Request> running = new ConcurrentHashMap<>();

  private record Key(String session, Object id) {}

  /** One request, from its arrival to its answer. */
  static final class Request {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile @Nullable RunningCall call;

    /** Nobody waits for the answer. */
    boolean cancelled() {
      return cancelled.get();
    }

    /** Says which call to stop when this is cancelled. */
    void works(RunningCall started) {
      call = started;
      if (cancelled()) {
        started.cancel();
      }
    }

    private void cancel() {
      cancelled.set(true);
      RunningCall started = call;
      if (started != null) {
        started.cancel();
      }
    }

    /** In which handlers find it. */
    McpTransportContext context() {
      return McpTransportContext.create(Map.of(KEY, this));
    }
  }

  /** The request that a handler works on. */
  static @Nullable Request of(McpTransportContext context) {
    return context.get(KEY) instanceof Request request ? request : null;
  }

  Request begin(String session, Object id) {
    Request request = new Request();
    running.put(new Key(session, id), request);
    return request;
  }

  void end(String session, Object id) {
    running.remove(new Key(session, id));
  }

  /** Does nothing for a request that is over, as the protocol wants it. */
  void cancel(String session, @Nullable Object id) {
    Request request = id == null ? null : running.get(new Key(session, id));
    if (request != null) {
      request.cancel();
    }
  }
}
