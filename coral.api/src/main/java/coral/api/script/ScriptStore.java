// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Scripts, versions, deployments and the audit log, durable when a call returns. Thread-safe. The
 * contract suite in {@code coral.store.duckdb}'s tests is what another engine has to pass.
 */
@ProviderType
public interface ScriptStore {

  /**
   * Stores a version. The first of a name inserts the script, a later one must be the successor of
   * the newest.
   *
   * @throws coral.api.error.CoralException ALREADY_EXISTS when that version, or that name under
   *     another id, is stored; NOT_FOUND when the script was deleted
   */
  void save(Script script);

  /** The newest version. */
  Optional<Script> newest(UUID id);

  Optional<Script> newestByName(String name);

  Optional<Script> version(UUID id, int version);

  /** All versions, oldest first. */
  List<Script> versions(UUID id);

  /** The newest version of each script. */
  List<Script> all();

  /** Scripts whose id begins with {@code prefix}. */
  List<Script> byIdPrefix(String prefix);

  /**
   * Inserts the deployment, or replaces the one of the same id.
   *
   * @throws coral.api.error.CoralException NOT_FOUND when the script was deleted
   */
  void save(Deployment deployment);

  Optional<Deployment> newestDeployment(UUID scriptId);

  /** All deployments of a script, newest first. */
  List<Deployment> deployments(UUID scriptId);

  /** Deployments whose state is active, so also those in the state CANARY. */
  List<Deployment> activeDeployments();

  /** Deployments that wait for an approval, oldest first. */
  List<Deployment> pendingDeployments();

  /**
   * Inserts what was decided about a version, or replaces what was decided about it before.
   *
   * @throws coral.api.error.CoralException NOT_FOUND when the script was deleted
   */
  void save(Approval approval);

  /** What was decided about a version last; empty: nobody has decided. */
  Optional<Approval> approval(UUID scriptId, int version);

  /**
   * Inserts a roll-out, or replaces the one of the same deployment, and saves these deployments,
   * all or nothing of it.
   *
   * @throws coral.api.error.CoralException NOT_FOUND when the script was deleted
   */
  void save(Rollout rollout, List<Deployment> changed);

  /** How a deployment goes to its agents; empty: to all of them at once. */
  Optional<Rollout> rollout(UUID deploymentId);

  /**
   * Removes a script with its versions, deployments, roll-outs, approvals, executions, log lines
   * and events, and writes {@code entry} into the audit log, all or nothing of it. Its name is free
   * again, its id is not: what agents still report for it is dropped, and neither a version nor a
   * deployment of it is stored any more.
   *
   * @throws coral.api.error.CoralException NOT_FOUND when there is no such script
   */
  void delete(UUID id, AuditEntry entry);

  void audit(AuditEntry entry);

  /** Newest first. */
  List<AuditEntry> audit(int limit);
}
