// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.api.sdk.ExecutionContext;
import coral.colony.internal.Model.AgentModel;
import coral.colony.internal.Model.ScriptModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Random steps, each done to the model and to the real parts. What is drawn depends on the seed and
 * the model alone, so that a seed with fewer steps repeats the beginning of the longer run.
 */
final class ModelRun implements AutoCloseable {
  private static final List<String> DAEMONS = List.of("d1", "d2", "d3", "d4");
  private static final List<String> ONCE = List.of("o1", "o2");
  private static final List<List<String>> TARGETS =
      List.of(
          List.of(),
          List.of("a"),
          List.of("payments"),
          List.of("b", "checkout"),
          List.of("payments", "checkout"));

  final Model model = new Model();
  final Map<String, ModelAgent> agents = new TreeMap<>();
  final List<String> steps = new ArrayList<>();
  ModelColony colony;
  private final Random random;
  private final Path directory;
  private int emitted;

  ModelRun(Path directory, long seed) throws IOException {
    this.directory = directory;
    random = new Random(seed);
    Files.createDirectories(directory);
    colony = new ModelColony(directory);
    for (String id : Model.AGENTS) {
      agents.put(id, new ModelAgent(id, directory.resolve("agent-" + id), () -> colony.dial()));
    }
  }

  void step() throws Exception {
    int kind = random.nextInt(100);
    if (kind < 16) {
      deploy(oneOf(DAEMONS), ScriptMode.DAEMON);
    } else if (kind < 20) {
      deploy(oneOf(ONCE), ScriptMode.AD_HOC);
    } else if (kind < 26) {
      stop(anyScript());
    } else if (kind < 31) {
      rollBack(anyScript());
    } else if (kind < 34) {
      delete(anyScript());
    } else if (kind < 42) {
      toggleService(anyAgent(), oneOf(Model.SERVICES));
    } else if (kind < 47) {
      partition(anyAgent());
    } else if (kind < 55) {
      heal(random.nextInt(1000));
    } else if (kind < 58) {
      String agent = anyAgent();
      steps.add("break the connection of " + agent);
      agents.get(agent).breakConnection();
    } else if (kind < 61) {
      restart(anyAgent());
    } else if (kind < 65) {
      kill(anyAgent());
    } else if (kind < 67) {
      loseDisk(anyAgent());
    } else if (kind < 69) {
      restartColony(random.nextBoolean());
    } else if (kind < 75) {
      steps.add("lose an acknowledgement");
      colony.acksToLose.set(1);
      emit(anyAgent(), random.nextInt(1000), 1 + random.nextInt(8));
    } else {
      emit(anyAgent(), random.nextInt(1000), 1 + random.nextInt(8));
    }
  }

  private void deploy(String name, ScriptMode mode) {
    ScriptModel script = model.script(name, mode, oneOf(TARGETS));
    boolean again = script.versions > 0 && random.nextInt(4) == 0;
    if (!again) {
      script.versions++;
      colony.scripts.save(version(script));
    }
    steps.add("deploy %s v%d to %s".formatted(name, script.versions, script.targets));
    start(script, colony.scripts.version(script.id, script.versions).orElseThrow(), false);
  }

  private void rollBack(Optional<ScriptModel> which) {
    int drawn = random.nextInt(1000);
    if (which.isEmpty()) {
      return;
    }
    ScriptModel script = which.get();
    int version = 1 + drawn % script.versions;
    steps.add("roll %s back to v%d".formatted(script.name, version));
    start(script, colony.scripts.version(script.id, version).orElseThrow(), true);
  }

  private void start(ScriptModel script, Script version, boolean rollBack) {
    var outcome =
        rollBack
            ? colony.deployer.rollBack(version, "ada", true)
            : colony.deployer.deploy(version, "ada", true);
    script.active = version.version();
    script.deployment = Optional.of(outcome.deployment().id());
    model.byDeployment.put(outcome.deployment().id(), script);
  }

  private void stop(Optional<ScriptModel> which) {
    which
        .filter(script -> script.deployment.isPresent())
        .ifPresent(
            script -> {
              steps.add("stop " + script.name);
              var _ = colony.deployer.stop(script.id, "ada");
              script.deployment = Optional.empty();
            });
  }

  private void delete(Optional<ScriptModel> which) {
    stop(which);
    which.ifPresent(
        script -> {
          steps.add("delete " + script.name);
          colony.deployer.delete(script.id, "ada");
          model.delete(script);
        });
  }

  private void toggleService(String id, String service) {
    AgentModel agent = model.agents.get(id);
    boolean goes = agent.services.remove(service);
    if (!goes) {
      agent.services.add(service);
    }
    steps.add("%s %s on %s".formatted(service, goes ? "goes" : "appears", id));
    agents.get(id).sees(List.copyOf(agent.services));
  }

  private void partition(String id) {
    AgentModel agent = model.agents.get(id);
    if (!agent.partitioned) {
      steps.add("partition " + id);
      agent.partitioned = true;
      agents.get(id).partition();
    }
  }

  private void heal(int which) {
    List<String> cutOff =
        Model.AGENTS.stream().filter(id -> model.agents.get(id).partitioned).toList();
    if (!cutOff.isEmpty()) {
      String id = cutOff.get(which % cutOff.size());
      steps.add("heal " + id);
      model.agents.get(id).partitioned = false;
      agents.get(id).heal();
      ModelChecks.settled(this);
    }
  }

  void healAll() {
    model.agents.forEach(
        (id, agent) -> {
          if (agent.partitioned) {
            agent.partitioned = false;
            agents.get(id).heal();
          }
        });
  }

  private void restart(String id) throws IOException {
    steps.add("restart " + id);
    agents.get(id).restart();
  }

  private void kill(String id) throws IOException {
    steps.add("kill " + id);
    agents.get(id).kill();
  }

  /** What the colony does not have yet of its events, and it alone had, may never come. */
  private void loseDisk(String id) throws IOException {
    steps.add(id + " loses its disk");
    AgentModel agent = model.agents.get(id);
    agent.losses++;
    agents.get(id).loseDisk();
    for (ScriptModel script : model.scripts) {
      List<Integer> stored = ModelChecks.stored(this, script);
      script.acknowledged.removeIf(
          number -> agent.emitted.contains(number) && !stored.contains(number));
    }
  }

  private void restartColony(boolean gracefully) throws Exception {
    steps.add(gracefully ? "restart the colony" : "crash the colony");
    if (gracefully) {
      colony.stop();
    } else {
      colony.crash();
    }
    colony = new ModelColony(directory);
  }

  private void emit(String id, int which, int count) throws InterruptedException {
    List<ExecutionContext> live =
        agents.get(id).live().stream().filter(one -> one.mode() == ScriptMode.DAEMON).toList();
    if (live.isEmpty()) {
      return;
    }
    ExecutionContext execution = live.get(which % live.size());
    ScriptModel script =
        model.scripts.stream()
            .filter(one -> one.id.equals(execution.scriptId()))
            .findFirst()
            .orElseThrow();
    steps.add("%s on %s emits %d events".formatted(script.name, id, count));
    for (int i = 0; i < count; i++) {
      int number = ++emitted;
      script.attempted.add(number);
      try {
        agents.get(id).emit(execution, number);
        script.acknowledged.add(number);
        model.agents.get(id).emitted.add(number);
      } catch (CoralException stopped) {
        return;
      }
    }
  }

  private static Script version(ScriptModel script) {
    return new Script(
        script.id,
        script.name,
        script.versions,
        script.name + " " + script.versions,
        script.mode == ScriptMode.DAEMON ? ScriptSettings.DAEMON : ScriptSettings.AD_HOC,
        script.targets,
        Trigger.MANUAL,
        Instant.now(),
        "ada",
        false,
        UUID.randomUUID().toString());
  }

  private Optional<ScriptModel> anyScript() {
    int drawn = random.nextInt(1000);
    List<ScriptModel> all = List.copyOf(model.byName.values());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(drawn % all.size()));
  }

  private String anyAgent() {
    return oneOf(Model.AGENTS);
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public void close() throws Exception {
    agents.values().forEach(ModelAgent::close);
    colony.stop();
  }
}
