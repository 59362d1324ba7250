// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.limits.ResourceGroups;
import coral.api.sandbox.Check;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.sandbox.SandboxTier;
import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One Deno process per script, each told on stdin what to connect to and, then, what to run; most
 * of the first is done before there is a script.
 */
final class DenoSandbox implements Sandbox, AutoCloseable {
  private final Surroundings machine;
  private final DenoBinary deno;
  private final DenoFiles files;
  private final Layers layers;
  private final ScriptGroups groups;
  private final Preparation preparation;
  private final WarmPool warm;
  private final Watchdog watchdog = new Watchdog();
  private final CpuShares shares;
  private final CpuThrottle throttle;
  private final Set<DenoProcess> running = ConcurrentHashMap.newKeySet();
  private volatile SandboxSettings settings;

  /**
   * @throws CoralException UNAVAILABLE when no Deno process can be started here
   */
  DenoSandbox(DenoBinary deno, DenoFiles files, Surroundings machine, SandboxSettings settings) {
    this.machine = machine;
    this.deno = deno;
    this.files = files;
    this.settings = settings;
    DenoCommand command = new DenoCommand(deno.path(), files);
    Trial.Outcome trial = Trial.run(command, machine, files.jail());
    this.layers = trial.layers();
    this.groups = new ScriptGroups(machine.groups());
    this.preparation = new Preparation(trial.starter(), groups, layers.report().on());
    this.warm = new WarmPool(this::prepareOne);
    this.shares = new CpuShares(() -> this.settings, groups::all, () -> running);
    this.throttle = new CpuThrottle(() -> this.settings, () -> running);
    settings(settings);
  }

  /** Takes effect for what runs, too. */
  void settings(SandboxSettings next) {
    boolean otherProcesses =
        next.scriptMemoryMb() != settings.scriptMemoryMb() || next.maxPids() != settings.maxPids();
    settings = next;
    groups.open(next);
    warm.size(info().refusal().isEmpty() ? next.warmProcesses() : 0);
    if (otherProcesses) {
      warm.renew();
    }
  }

  /** The SDK server or the control groups are other ones now. */
  void surroundingsChanged() {
    settings(settings);
    warm.renew();
  }

  @Override
  public Info info() {
    ResourceGroups.Info now = machine.groups().get().info();
    return new Info(
        deno.version(),
        layers.tier(now).word(),
        layers.refusal(settings.minTier(), now).orElse(""),
        layers.all(now));
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    String refusal = info().refusal();
    if (!refusal.isEmpty()) {
      throw new CoralException(ErrorCode.UNAVAILABLE, refusal);
    }
    List<String> preload = StdImports.in(request.code(), files.vendored());
    Optional<WaitingProcess> ready =
        preload.isEmpty()
            ? warm.take(request.policy().memoryLimitMb(), machine.sessions().get())
            : Optional.empty();
    return ready
        .map(waiting -> begin(waiting, request, output))
        .orElseGet(() -> startCold(request, preload, output));
  }

  private DenoProcess begin(WaitingProcess waiting, SandboxRequest request, OutputListener output) {
    DenoProcess process = follow(new DenoProcess(waiting.process(), request.policy(), output));
    request.session().bind(process.pid());
    process.begin(waiting, request);
    return process;
  }

  private DenoProcess startCold(
      SandboxRequest request, List<String> preload, OutputListener output) {
    int memoryLimitMb = request.policy().memoryLimitMb();
    SpawnedProcess spawned;
    try {
      spawned =
          preparation.spawn(
              new ProcessStarter.Purpose(
                  request.session().socket(), memoryLimitMb, preload, groups.available()));
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot start Deno for \"" + request.fileName() + "\": " + e.getMessage(),
          e);
    }
    DenoProcess process = follow(new DenoProcess(spawned.process(), request.policy(), output));
    request.session().bind(process.pid());
    Thread.ofVirtual()
        .name("coral-sandbox-start-" + process.pid())
        .start(
            () -> {
              try {
                process.begin(
                    preparation.prepare(
                        spawned,
                        memoryLimitMb,
                        request.policy().maxPids(),
                        machine.sessions().get()),
                    request);
              } catch (IOException | RuntimeException e) {
                process.notReady(String.valueOf(e.getMessage()));
              }
            });
    return process;
  }

  private DenoProcess follow(DenoProcess process) {
    running.add(process);
    process.exit().whenComplete((exit, failure) -> running.remove(process));
    watchdog.watch(process);
    return process;
  }

  /** For the pool. */
  private Optional<WaitingProcess> prepareOne() throws IOException {
    Optional<SdkSessions> sessions = machine.sessions().get();
    if (sessions.isEmpty()) {
      return Optional.empty();
    }
    int memoryLimitMb = settings.scriptMemoryMb();
    SpawnedProcess spawned =
        preparation.spawn(
            new ProcessStarter.Purpose(
                sessions.get().socket(), memoryLimitMb, List.of(), groups.available()));
    return Optional.of(preparation.prepare(spawned, memoryLimitMb, settings.maxPids(), sessions));
  }

  @Override
  public List<Check> check() throws InterruptedException {
    SdkSessions with =
        machine
            .sessions()
            .get()
            .orElseThrow(
                () ->
                    new CoralException(
                        ErrorCode.UNAVAILABLE, "the SDK server is away; try again in a second"));
    SandboxSettings any = settings.with(0, SandboxTier.DENO);
    try (DenoSandbox bare = new DenoSandbox(deno, files, machine.withoutDenoLayer(), any)) {
      return new SelfCheck(bare, this, with).run();
    }
  }

  /** In words for the log. */
  String describe() {
    Info now = info();
    return "tier %s: %s"
        .formatted(
            now.tier(),
            now.layers().stream()
                .map(layer -> layer.name() + (layer.on() ? " on" : " off (" + layer.detail() + ")"))
                .collect(Collectors.joining(", ")));
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  public void close() {
    warm.close();
    List<ProcessHandle> trees =
        running.stream().flatMap(process -> process.tree().stream()).toList();
    running.forEach(process -> process.kill("the sandbox is stopping"));
    running.forEach(process -> process.exit().join());
    ProcessTree.awaitEnd(trees);
    watchdog.close();
    shares.close();
    throttle.close();
    if (machine.denoLayer()) { // else it is beside another one, whose groups these are
      groups.close();
    }
  }
}
