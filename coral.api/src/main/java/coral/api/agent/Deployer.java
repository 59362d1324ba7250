// SPDX-License-Identifier: Apache-2.0
package coral.api.agent;

import coral.api.script.Canary;
import coral.api.script.Deployment;
import coral.api.script.Rollout;
import coral.api.script.Script;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides which agent should run which script; agents are brought there by level-triggered
 * reconciliation.
 */
@ProviderType
public interface Deployer {

  /**
   * Deploys a stored version. Deploying what is deployed changes nothing, unless it has completed
   * or failed. A version that {@linkplain #needsApprovalFor needs an approval} waits for it in the
   * state PENDING_APPROVAL, and the version before it goes on; the next deployment takes its place.
   *
   * @param allowPending store the decision although no agent matches now
   * @throws coral.api.error.CoralException NO_MATCHING_AGENT naming the targets and what there is;
   *     INVALID_ARGUMENT for a target that is a malformed predicate, pending or not;
   *     FAILED_PRECONDITION for an ad hoc run that needs an approval
   */
  default Outcome deploy(Script script, String actor, boolean allowPending) {
    return deploy(script, actor, allowPending, Optional.empty());
  }

  /**
   * As {@link #deploy(Script, String, boolean)}, but first to a part of the agents that match: the
   * others keep the version that was deployed before, or nothing, until nothing has failed there
   * for long enough, or {@link #promote}. Where no agent matches it is deployed as without a
   * canary.
   */
  Outcome deploy(Script script, String actor, boolean allowPending, Optional<Canary> canary);

  /**
   * Ends a canary and lets all agents that match have its version.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION when there is no canary, saying what
   *     became of the last one
   */
  Outcome promote(UUID scriptId, String actor);

  /**
   * The roll-out of the canary that is under way, or else of the newest deployment; empty: that one
   * went to all agents at once.
   */
  Optional<Rollout> rollout(UUID scriptId);

  /** Agents that get a version once its canary is promoted; often none. */
  List<String> waiting(UUID scriptId);

  /**
   * As {@link #deploy}, of an old version, which the audit log calls a roll-back.
   *
   * @throws coral.api.error.CoralException NO_MATCHING_AGENT as {@link #deploy}
   */
  Outcome rollBack(Script version, String actor, boolean allowPending);

  /**
   * Approves the version that waits for it, which goes to agents, and may do so again at any time.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION naming its state when it does not
   *     wait; PERMISSION_DENIED when it needs somebody else than its author
   */
  Outcome approve(UUID scriptId, int version, String actor);

  /**
   * Stops the deployment that waits for an approval; the version before it goes on.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION naming its state when it does not
   *     wait; INVALID_ARGUMENT without a reason
   */
  void reject(UUID scriptId, int version, String actor, String reason);

  /** The capabilities for which a version needs an approval that nobody has given; often none. */
  List<String> needsApprovalFor(Script version);

  /** The deployment that waits for an approval. */
  Optional<Deployment> pending(UUID scriptId);

  /**
   * Stops a script everywhere, also the deployment that waits for an approval.
   *
   * @return ids of the agents that held it
   * @throws coral.api.error.CoralException FAILED_PRECONDITION when it is not deployed
   */
  List<String> stop(UUID scriptId, String actor);

  /**
   * Archives a script that is stopped: lists leave it out until it is deployed again.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION when it is not stopped
   */
  void archive(UUID scriptId, String actor);

  /**
   * Deletes a script that is not deployed, with all that is kept of it.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION when it is deployed; NOT_FOUND when
   *     there is none
   */
  void delete(UUID scriptId, String actor);

  /** The whole of what an agent should hold. */
  List<Desired> desired(String agentId);

  /**
   * Agents that match a script's targets now: those that get it and those that cannot run it. Of a
   * version whose canary is under way only the canary agents get it.
   */
  Placement placement(Script script);

  /**
   * As {@link #placement}, for a script that somebody wants to deploy and that need not be stored
   * yet.
   *
   * @throws coral.api.error.CoralException when {@link #deploy} would throw it
   */
  Placement check(Script script, boolean allowPending);

  /**
   * What comes of a script on each agent of the colony, sorted by agent id. The script need not be
   * stored; of its targets, a malformed predicate matches no agent.
   */
  List<Verdict> explain(Script script);

  /** Takes note that an agent reported an execution: DEPLOYED becomes RUNNING. */
  void started(UUID deploymentId);

  /** The one whose canary is under way, or else the active one, or else the newest. */
  Optional<Deployment> deployment(UUID scriptId);

  /**
   * Calls back, on any thread, after the desired state of any agent may have changed. Close to stop
   * listening.
   */
  AutoCloseable listen(Runnable listener);

  /**
   * What a deployment came to.
   *
   * @param placement no agents while it waits for an approval; of a canary, the canary agents
   * @param unchanged it was deployed already
   */
  record Outcome(Deployment deployment, Placement placement, boolean unchanged) {}

  record Desired(Deployment deployment, Script script) {}

  /**
   * Where a script goes.
   *
   * @param agents ids of agents that should run it
   * @param skipped agents that match and cannot
   */
  record Placement(List<String> agents, List<Skipped> skipped) {}

  /**
   * An agent that a script does not go to.
   *
   * @param reason one sentence
   */
  record Skipped(String agentId, String reason) {}

  /**
   * Whether an agent gets a script.
   *
   * @param reason why it does not, one sentence; empty: it does
   */
  record Verdict(String agentId, Fit fit, String reason) {

    /** The three ways it can go. */
    public enum Fit {
      /** It matches, and runs it. */
      GETS_IT,
      /** It matches, and cannot run it now. */
      CANNOT_RUN,
      /** It is not meant. */
      NO_MATCH
    }
  }
}
