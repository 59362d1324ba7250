// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.agent.Deployer.Placement;
import coral.api.agent.Deployer.Skipped;
import coral.api.agent.Deployer.Verdict;
import coral.api.agent.Deployer.Verdict.Fit;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.colony.deployer.internal.targeting.Targets;
import coral.colony.deployer.internal.targeting.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Matches scripts and agents. */
final class Placements {
  private static final int LEAST_DENO_MAJOR = 2;
  private static final String REMEDY = "; deploy with --pending to have it run once one can";

  private final AgentDirectory directory;
  private final Targets targets = new Targets();

  Placements(AgentDirectory directory) {
    this.directory = directory;
  }

  /** Throws for a target that is malformed. */
  void checkTargets(Script script) {
    targets.check(script.targets());
  }

  /** Of each agent there is. */
  List<Verdict> verdicts(Script script) {
    return directory.agents().stream()
        .map(
            agent ->
                targets.match(script.targets(), agent)
                    ? ofMatching(script, agent)
                    : new Verdict(
                        agent.id(), Fit.NO_MATCH, targets.mismatch(script.targets(), agent)))
        .toList();
  }

  Placement of(Script script) {
    var agents = new ArrayList<String>();
    var skipped = new ArrayList<Skipped>();
    for (Agent agent : directory.agents()) {
      if (!targets.match(script.targets(), agent)) {
        continue;
      }
      Verdict verdict = ofMatching(script, agent);
      if (verdict.fit() == Fit.GETS_IT) {
        agents.add(agent.id());
      } else {
        skipped.add(new Skipped(agent.id(), verdict.reason()));
      }
    }
    return new Placement(List.copyOf(agents), List.copyOf(skipped));
  }

  /** Whether this agent should hold the script, connected or not. */
  boolean fits(Script script, Agent agent) {
    return targets.match(script.targets(), agent) && refusal(script, agent).isEmpty();
  }

  private static Verdict ofMatching(Script script, Agent agent) {
    String reason =
        agent.connected()
            ? refusal(script, agent)
            : "it is not connected; it gets the script once it connects again";
    return new Verdict(agent.id(), reason.isEmpty() ? Fit.GETS_IT : Fit.CANNOT_RUN, reason);
  }

  /** Why the script cannot run there; empty: it can, as far as is known. */
  private static String refusal(Script script, Agent agent) {
    if (!agent.scriptsRefused().isEmpty()) {
      return agent.scriptsRefused();
    }
    if (agent.denoVersion().isEmpty()) {
      return "it has no Deno; scripts need Deno 2.0 or newer";
    }
    if (major(agent.denoVersion()) < LEAST_DENO_MAJOR) {
      return "it has Deno %s; scripts need Deno 2.0 or newer".formatted(agent.denoVersion());
    }
    List<String> types = agent.triggerTypes();
    return types.isEmpty() || types.contains(script.trigger().type())
        ? ""
        : "it knows no trigger of type \"%s\"; it knows: %s"
            .formatted(script.trigger().type(), String.join(", ", types));
  }

  private static int major(String version) {
    int dot = version.indexOf('.');
    try {
      return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
    } catch (NumberFormatException e) {
      return 0; // No version of Deno: the reason above quotes it.
    }
  }

  CoralException nowhere(Script script, Placement placement) {
    String why;
    if (directory.agents().isEmpty()) {
      why =
          "no agent can run \"%s\": this colony has none yet, \"coral agent start\" starts one"
              .formatted(script.name());
    } else if (placement.skipped().isEmpty()) {
      why = "no agent matches %s: %s".formatted(named(script.targets()), known(script));
    } else {
      why =
          "no agent can run \"%s\" now: %s"
              .formatted(
                  script.name(), listed(placement.skipped(), Skipped::agentId, Skipped::reason));
    }
    return new CoralException(ErrorCode.NO_MATCHING_AGENT, why + REMEDY);
  }

  private static String named(List<String> targets) {
    return (targets.size() == 1 ? "the target " : "the targets ")
        + Words.listed(targets.stream().map(Words::quoted).toList());
  }

  /** For names what names there are; for predicates, what keeps each agent from matching. */
  private String known(Script script) {
    if (targets.anyPredicate(script.targets())) {
      return listed(verdicts(script), Verdict::agentId, Verdict::reason);
    }
    List<Agent> agents = directory.agents();
    List<String> services =
        agents.stream().flatMap(agent -> agent.services().stream()).distinct().sorted().toList();
    return "the agents are %s, and %s"
        .formatted(
            Words.listed(agents.stream().map(Agent::id).toList()),
            services.isEmpty()
                ? "no service has sent telemetry to them"
                : "the services seen there are " + Words.listed(services));
  }

  private static <T> String listed(
      List<T> all, Function<T, String> agent, Function<T, String> reason) {
    return Words.listed(
        all.stream().map(one -> "%s (%s)".formatted(agent.apply(one), reason.apply(one))).toList());
  }
}
