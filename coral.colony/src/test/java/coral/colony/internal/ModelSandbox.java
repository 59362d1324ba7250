// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.LimitHit;
import coral.api.sandbox.Check;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Processes of one life of an agent. A daemon lives until it is killed, an ad hoc script ends at
 * once; when the agent dies they are gone without a word.
 */
final class ModelSandbox implements Sandbox, SdkSessions {
  private final Map<UUID, ExecutionContext> live = new ConcurrentHashMap<>();
  private final ScheduledExecutorService exits;
  private volatile boolean dead;

  ModelSandbox(ScheduledExecutorService exits) {
    this.exits = exits;
  }

  /** Those that run now, by name. */
  List<ExecutionContext> live() {
    return live.values().stream()
        .sorted(Comparator.comparing(ExecutionContext::scriptName))
        .toList();
  }

  /** Nothing runs, ends or starts any more. */
  void die() {
    dead = true;
    live.clear();
  }

  @Override
  public Info info() {
    return new Info("2.9.6", "model", "", List.of());
  }

  @Override
  public List<Check> check() {
    return List.of(new Check("nothing to escape from", true, ""));
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    ExecutionContext context = request.session().execution();
    Running process = new Running(context.executionId());
    if (!dead) {
      live.put(context.executionId(), context);
      if (context.mode() == ScriptMode.AD_HOC) {
        exits.execute(() -> process.end(0, SandboxExit.Cause.EXITED, ""));
      }
    }
    return process;
  }

  @Override
  public SdkSession open(ExecutionContext execution) {
    return new Session(execution);
  }

  @Override
  public Path socket() {
    return Path.of("/none");
  }

  @Override
  public Expected expect(long pid) {
    return () -> {};
  }

  private final class Running implements SandboxProcess {
    private final UUID execution;
    private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();

    Running(UUID execution) {
      this.execution = execution;
    }

    private void end(int code, SandboxExit.Cause cause, String reason) {
      if (!dead) {
        live.remove(execution);
        exit.complete(
            new SandboxExit(code, cause, reason, 0, List.of(), SandboxExit.Usage.UNKNOWN));
      }
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public List<LimitHit> limitHits() {
      return List.of();
    }

    /** As with a real process, its end comes a little later. */
    @Override
    public void kill(String reason) {
      var _ =
          exits.schedule(
              () -> end(137, SandboxExit.Cause.KILLED, reason), 20, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<SandboxExit> exit() {
      return exit;
    }
  }

  private record Session(ExecutionContext execution) implements SdkSession {
    @Override
    public Path socket() {
      return Path.of("/none");
    }

    @Override
    public String token() {
      return "token";
    }

    @Override
    public void bind(long pid) {}

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public List<LimitHit> limitHits() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
