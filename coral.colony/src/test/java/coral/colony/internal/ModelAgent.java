// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.agent.internal.AgentIdentity;
import coral.agent.internal.execution.AssignmentFiles;
import coral.agent.internal.execution.EmitMethod;
import coral.agent.internal.execution.ExecutionParts;
import coral.agent.internal.execution.Executions;
import coral.agent.internal.execution.OutboxReports;
import coral.agent.internal.execution.RestartPolicy;
import coral.agent.internal.execution.ScriptLimits;
import coral.agent.internal.execution.ScriptPolicy;
import coral.agent.internal.link.ColonyLink;
import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.service.AgentHandler;
import coral.agent.internal.service.SandboxChecks;
import coral.agent.internal.wire.LinkWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.AssignedScript;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.api.script.Trigger;
import coral.api.sdk.ExecutionContext;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An agent of which everything is real but its processes: link, reconciler, executions and outbox,
 * over a directory that outlives it. Its link's time passes twenty times as fast.
 */
final class ModelAgent implements AutoCloseable {
  private static final int FASTER = 20;
  private static final ScriptPolicy POLICY =
      new ScriptPolicy(
          true,
          100,
          1 << 20,
          96,
          Duration.ofMinutes(5),
          new ScriptLimits(48, 16 << 10, 500, 1 << 20, 10_000));

  /** As coral.triggers has it. */
  private static final TriggerHandlerFactory MANUAL =
      new TriggerHandlerFactory() {
        @Override
        public void check(Trigger trigger) {}

        @Override
        public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
          callback.fire("deployed");
          return () -> {};
        }
      };

  final String id;
  private final Path directory;
  private final Supplier<ManagedChannel> dial;
  private volatile List<String> services = List.of();
  private volatile boolean partitioned;
  private Life life;

  /**
   * @param dial makes a channel to the colony of the moment
   */
  ModelAgent(String id, Path directory, Supplier<ManagedChannel> dial) throws IOException {
    this.id = id;
    this.directory = directory;
    this.dial = dial;
    life = new Life();
  }

  List<ExecutionContext> live() {
    return life.sandbox.live();
  }

  List<AssignedScript> assigned() {
    return life.executions.assigned();
  }

  /** Records that the colony has not acknowledged. */
  long waiting() {
    return life.outbox.waiting();
  }

  /** As a script does it; returns once the event is acknowledged to it. */
  void emit(ExecutionContext execution, int number) throws InterruptedException {
    life.emits.call(ModelCall.emit(execution, number));
  }

  void sees(List<String> names) {
    services = List.copyOf(names);
    life.link.stateChanged();
  }

  void partition() {
    partitioned = true;
    life.cut();
  }

  void heal() {
    partitioned = false;
    life.link.dialNow();
  }

  /** The network drops what is under way, and is there again at once. */
  void breakConnection() {
    life.cut();
  }

  void restart() throws IOException {
    life.stop();
    life = new Life();
  }

  void kill() throws IOException {
    life.die();
    life = new Life();
  }

  void loseDisk() throws IOException {
    life.die();
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    life = new Life();
  }

  @Override
  public void close() {
    life.stop();
  }

  /** What comes when it has ended is dropped. */
  private static ScheduledExecutorService thread() {
    return new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
  }

  /** From a start of the process to its end. */
  private final class Life {
    private final ScheduledExecutorService time = thread();
    private final ScheduledExecutorService background = thread();
    private final ScheduledExecutorService exits = thread();
    private final ModelSandbox sandbox = new ModelSandbox(exits);
    private final String instance = UUID.randomUUID().toString();
    private final AgentIdentity identity;
    private final Outbox outbox;
    private final Executions executions;
    private final EmitMethod emits;
    private final ColonyLink link;
    private volatile ManagedChannel channel;

    Life() throws IOException {
      Files.createDirectories(directory.resolve("scripts"));
      Path hostId = directory.resolve("host-id");
      if (!Files.exists(hostId)) {
        Files.writeString(hostId, UUID.randomUUID().toString());
      }
      identity =
          new AgentIdentity(id, instance, Files.readString(hostId), "host-of-" + id, Map.of());
      outbox = Outbox.open(directory.resolve("outbox"), 64 << 20);
      executions =
          new Executions(
              new ExecutionParts(
                  identity,
                  new OutboxReports(outbox),
                  new AssignmentFiles(directory.resolve("scripts")),
                  RestartPolicy.DEFAULT,
                  Clock.systemUTC(),
                  (delay, task) -> () -> {}, // nothing fails, and nobody sends heartbeats
                  background,
                  execution -> QueryUsage.NONE),
              POLICY);
      emits = new EmitMethod(executions);
      executions.sandbox(sandbox);
      executions.sessions(sandbox);
      executions.addTriggers("manual", MANUAL);
      link = new ColonyLink(parts());
      link.dialNow();
    }

    private ColonyLink.Parts parts() {
      return new ColonyLink.Parts(
          this::channel,
          () -> new LinkWire.Hello(identity, "0.1.0", "127.0.0.1:1", "2.9.6", "model", 100, ""),
          () ->
              new LinkWire.State(
                  executions.assigned(),
                  services,
                  Map.of(),
                  sandbox.info(),
                  QueryReport.NONE,
                  executions.triggerTypes(),
                  List.of(),
                  ""),
          executions,
          new AgentHandler(
              id,
              executions,
              new SandboxChecks(
                  () -> Optional.of(sandbox), Optional::empty, Duration.ofSeconds(10)),
              Clock.systemUTC()),
          outbox,
          (delay, task) -> {
            var due = time.schedule(task, delay.toNanos() / FASTER, TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
          },
          Clock.systemUTC(),
          new Random(1),
          up -> {});
    }

    private ManagedChannel channel() {
      if (partitioned) {
        throw new CoralException(ErrorCode.UNAVAILABLE, "the network is down");
      }
      ManagedChannel dialled = dial.get();
      channel = dialled;
      if (partitioned) {
        dialled.shutdownNow();
      }
      return dialled;
    }

    void cut() {
      ManagedChannel open = channel;
      if (open != null) {
        open.shutdownNow();
      }
    }

    void stop() {
      link.close();
      executions.close();
      sandbox.die();
      end();
    }

    /** Without a word to anybody, as of kill -9: what was not on the disk is lost. */
    void die() {
      sandbox.die();
      link.close();
      end();
    }

    private void end() {
      time.shutdownNow();
      for (ExecutorService each : List.of(time, background, exits)) {
        each.shutdown();
        try {
          each.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      outbox.close();
    }
  }
}
