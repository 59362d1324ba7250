// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.agent.Deployer.Placement;
import coral.api.agent.Deployer.Skipped;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Matches scripts and agents. */
final class Placements {
  private static final int LEAST_DENO_MAJOR = 2;
  private static final int SHOWN = 10;
  private static final String REMEDY = "; deploy with --pending to have it run once one can";

  private final AgentDirectory directory;

  Placements(AgentDirectory directory) {
    this.directory = directory;
  }

  Placement of(Script script) {
    var agents = new ArrayList<String>();
    var skipped = new ArrayList<Skipped>();
    for (Agent agent : directory.agents()) {
      if (!matches(script, agent)) {
        continue;
      }
      String reason = agent.connected() ? refusal(agent) : disconnected();
      if (reason.isEmpty()) {
        agents.add(agent.id());
      } else {
        skipped.add(new Skipped(agent.id(), reason));
      }
    }
    return new Placement(List.copyOf(agents), List.copyOf(skipped));
  }

  /** Whether this agent should hold the script, connected or not. */
  static boolean fits(Script script, Agent agent) {
    return matches(script, agent) && refusal(agent).isEmpty();
  }

  private static boolean matches(Script script, Agent agent) {
    return script.targets().isEmpty()
        || script.targets().stream()
            .anyMatch(target -> target.equals(agent.id()) || agent.services().contains(target));
  }

  private static String disconnected() {
    return "it is not connected; it gets the script once it connects again";
  }

  /** Why no script can run there; empty: scripts run. */
  private static String refusal(Agent agent) {
    if (!agent.scriptsRefused().isEmpty()) {
      return agent.scriptsRefused();
    }
    if (agent.denoVersion().isEmpty()) {
      return "it has no Deno; scripts need Deno 2.0 or newer";
    }
    return major(agent.denoVersion()) < LEAST_DENO_MAJOR
        ? "it has Deno %s; scripts need Deno 2.0 or newer".formatted(agent.denoVersion())
        : "";
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
      why = "no agent matches %s: %s".formatted(targets(script.targets()), known());
    } else {
      Stream<String> reasons =
          placement.skipped().stream().map(skip -> skip.agentId() + " (" + skip.reason() + ")");
      why = "no agent can run \"%s\" now: %s".formatted(script.name(), list(reasons));
    }
    return new CoralException(ErrorCode.NO_MATCHING_AGENT, why + REMEDY);
  }

  private static String targets(List<String> targets) {
    return (targets.size() == 1 ? "the target " : "the targets ")
        + list(targets.stream().map(target -> '"' + target + '"'));
  }

  private String known() {
    List<Agent> agents = directory.agents();
    List<String> services =
        agents.stream().flatMap(agent -> agent.services().stream()).distinct().sorted().toList();
    return "the agents are %s, and %s"
        .formatted(
            list(agents.stream().map(Agent::id)),
            services.isEmpty()
                ? "no service has sent telemetry to them"
                : "the services seen there are " + list(services.stream()));
  }

  private static String list(Stream<String> names) {
    List<String> all = names.toList();
    String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
  }
}
