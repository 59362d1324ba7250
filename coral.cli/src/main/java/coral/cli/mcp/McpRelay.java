// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import coral.cli.CliException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries messages between a client, line by line, and a colony. While there is no colony it
 * answers for it, and when one comes it begins a session there, as the client began this one, and
 * says that the tools have changed.
 */
final class McpRelay {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

  private final Supplier<Optional<McpOptions.Server>> servers;
  private final BufferedReader in;
  private final PrintWriter out;
  private final HttpClient http = ColonySession.client();
  private final ExecutorService posts = Executors.newVirtualThreadPerTaskExecutor();
  private final WithoutColony without = new WithoutColony();

  /** A permit for each session that the client has begun. */
  private final Semaphore began = new Semaphore(0);

  private @Nullable JsonNode initialize;
  private @Nullable ColonySession session;
  private String trouble = WithoutColony.NONE_RUNS;
  private volatile boolean open = true;

  McpRelay(Supplier<Optional<McpOptions.Server>> servers, BufferedReader in, PrintWriter out) {
    this.servers = servers;
    this.in = in;
    this.out = out;
  }

  /** Until the client closes its end; answers that are under way then are waited for. */
  void run() throws IOException, InterruptedException {
    Thread watch = Thread.ofVirtual().start(this::watch);
    String line;
    while ((line = in.readLine()) != null) {
      if (!line.isBlank()) {
        take(line);
      }
    }
    posts.shutdown();
    if (!posts.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
      posts.shutdownNow();
    }
    open = false;
    watch.interrupt();
    ColonySession last = current();
    if (last != null) {
      last.end();
    }
    http.shutdownNow();
  }

  private void take(String line) throws InterruptedException {
    JsonNode message;
    try {
      message = RpcJson.JSON.readTree(line);
    } catch (RuntimeException e) {
      send(RpcJson.error(RpcJson.JSON.nullNode(), -32_700, "the line is no JSON"));
      return;
    }
    if (!message.isObject()) {
      send(
          RpcJson.error(
              RpcJson.JSON.nullNode(), -32_600, "send one message a line: it is no JSON object"));
    } else if (RpcJson.method(message).equals("initialize") && message.has("id")) {
      // in order: what follows is meant for the session that this begins
      begin(message);
    } else if (!RpcJson.method(message).equals("notifications/initialized")) {
      posts.execute(() -> relay(message));
    }
  }

  private void begin(JsonNode message) throws InterruptedException {
    synchronized (this) {
      initialize = message;
      session = null;
    }
    ColonySession begun = connected();
    JsonNode result = begun == null ? without.greeting(message) : begun.greeting();
    send(RpcJson.result(message.get("id"), result));
    began.release();
  }

  private void relay(JsonNode message) {
    try {
      ColonySession first = connected();
      if (first != null && post(first, message)) {
        return;
      }
      // the session was over: one more try in a new one
      ColonySession second = first == null ? null : connected();
      if (second == null || !post(second, message)) {
        refused(message, trouble());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False: nothing has arrived there, and the session is given up. */
  private boolean post(ColonySession through, JsonNode message) throws InterruptedException {
    try {
      through.post(message, this::send);
      return true;
    } catch (ColonySession.RefusedException e) {
      if (e.sessionOver()) {
        lost(through, String.valueOf(e.getMessage()));
        return false;
      }
      refused(message, String.valueOf(e.getMessage()));
      return true;
    } catch (ConnectException e) {
      lost(through, WithoutColony.NONE_ANSWERS);
      return false;
    } catch (IOException e) {
      // it may have arrived, and must not be done twice
      lost(through, WithoutColony.GONE);
      refused(message, WithoutColony.GONE);
      return true;
    }
  }

  private void refused(JsonNode message, String why) {
    if (RpcJson.isRequest(message)) {
      send(without.answer(message, why));
    }
  }

  /**
   * A session with the colony that is there now; null: there is none, {@link #trouble} says why.
   */
  private synchronized @Nullable ColonySession connected() throws InterruptedException {
    if (session != null || initialize == null) {
      return session;
    }
    try {
      Optional<McpOptions.Server> server = servers.get();
      if (server.isEmpty()) {
        trouble = WithoutColony.NONE_RUNS;
        return null;
      }
      session = ColonySession.begin(http, server.get(), initialize);
    } catch (ColonySession.RefusedException | CliException e) {
      trouble = String.valueOf(e.getMessage());
    } catch (IOException e) {
      trouble = WithoutColony.NONE_ANSWERS;
    }
    return session;
  }

  private synchronized @Nullable ColonySession current() {
    return session;
  }

  private synchronized void lost(ColonySession old, String why) {
    if (session == old) {
      session = null;
      trouble = why;
    }
  }

  private synchronized String trouble() {
    return trouble;
  }

  private synchronized boolean initialized() {
    return initialize != null;
  }

  /** Listens to the colony, and looks for one while there is none. */
  private void watch() {
    ColonySession known = null;
    boolean missed = false;
    try {
      while (open) {
        ColonySession now = connected();
        if (now == null) {
          missed = missed || initialized();
        } else {
          if (missed || (known != null && known != now)) {
            send(RpcJson.notification("notifications/tools/list_changed"));
          }
          missed = false;
          known = now;
          listen(now);
        }
        if (began.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          began.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(ColonySession to) throws InterruptedException {
    try {
      to.listen(this::send);
    } catch (ColonySession.RefusedException e) {
      if (e.sessionOver()) {
        lost(to, WithoutColony.GONE);
      }
    } catch (IOException e) {
      lost(to, WithoutColony.GONE);
    }
  }

  private void send(JsonNode message) {
    synchronized (out) {
      out.println(message);
      out.flush();
    }
  }

  private void send(ObjectNode message) {
    send((JsonNode) message);
  }
}
