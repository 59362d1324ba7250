// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.LimitHit;
import coral.api.execution.OutputStreamName;
import coral.api.sandbox.Check;
import coral.api.sandbox.Layer;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Processes that do what the test says. */
public final class FakeSandbox implements Sandbox {
  private static final List<Layer> LAYERS =
      List.of(
          new Layer("deno", true, "no permissions"), new Layer("namespaces", false, "no bwrap"));

  public final List<FakeProcess> started = new CopyOnWriteArrayList<>();
  public volatile String refusal = "";
  public volatile String spawnFailure = "";
  public final CountDownLatch checking = new CountDownLatch(1);
  public volatile CountDownLatch checkMayEnd = new CountDownLatch(0);

  @Override
  public Info info() {
    return new Info(refusal.isEmpty() ? "2.9.6" : "", "fake", refusal, LAYERS);
  }

  @Override
  public List<Check> check() throws InterruptedException {
    checking.countDown();
    checkMayEnd.await();
    return List.of(new Check("a script cannot listen", false, "it could"));
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    if (!spawnFailure.isEmpty()) {
      throw new CoralException(ErrorCode.UNAVAILABLE, spawnFailure);
    }
    FakeProcess process = new FakeProcess(started.size() + 1000L, request, output);
    request.session().bind(process.pid());
    started.add(process);
    return process;
  }

  public FakeProcess last() {
    return started.getLast();
  }

  public static final class FakeProcess implements SandboxProcess {
    public final SandboxRequest request;
    private final long pid;
    private final OutputListener output;
    private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();

    /** Whether a kill ends it at once. */
    public volatile boolean diesWhenKilled = true;

    public volatile String killReason;

    /** Limits that it has run into. */
    public volatile List<LimitHit> hits = List.of();

    /** What it has used when it ends. */
    public volatile SandboxExit.Usage usage = SandboxExit.Usage.UNKNOWN;

    FakeProcess(long pid, SandboxRequest request, OutputListener output) {
      this.pid = pid;
      this.request = request;
      this.output = output;
    }

    public void prints(String line) {
      output.onLine(OutputStreamName.STDOUT, Instant.EPOCH, line);
    }

    public void exits(int code) {
      ends(code, SandboxExit.Cause.EXITED, "");
    }

    public void ends(int code, SandboxExit.Cause cause, String reason) {
      exit.complete(new SandboxExit(code, cause, reason, 0, hits, usage));
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public List<LimitHit> limitHits() {
      return hits;
    }

    @Override
    public void kill(String reason) {
      if (killReason == null) {
        killReason = reason;
      }
      if (diesWhenKilled) {
        ends(137, SandboxExit.Cause.KILLED, reason);
      }
    }

    @Override
    public CompletableFuture<SandboxExit> exit() {
      return exit;
    }
  }
}
