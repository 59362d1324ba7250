// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import coral.api.script.Script;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The scripts of one agent: what it holds, runs and has run. Thread-safe; no call waits for a
 * script.
 */
@ProviderType
public interface ExecutionService {

  /**
   * Holds a script and runs it as its trigger says. The same script and deployment again changes
   * nothing; another version or deployment of the script replaces the one held, whose execution is
   * stopped first. One without deployment that is quarantined starts anew: that is how whoever
   * deploys to this agent alone lifts it. The trigger of one without deployment is checked first,
   * which no colony has done.
   *
   * @throws coral.api.error.CoralException FAILED_PRECONDITION when scripts are disabled here or no
   *     Deno fits; INVALID_ARGUMENT when a script without deployment has a trigger that does not
   *     pass its check
   */
  void assign(Script script, Optional<UUID> deploymentId);

  /** Stops its execution and forgets the script; false when it was not held. */
  boolean withdraw(UUID scriptId, String reason);

  List<AssignedScript> assigned();

  Optional<AssignedScript> assigned(UUID scriptId);

  /** Executions of a script that this agent still knows, newest first. */
  List<Execution> executions(UUID scriptId);

  /**
   * The last {@code tail} lines and events of a script's executions; 0: all that are kept in
   * memory.
   */
  List<LogEntry> logs(UUID scriptId, int tail);

  /** Why this agent runs no scripts, in one sentence; empty: it does. */
  Optional<String> refusal();

  int maxConcurrent();

  /** Close to stop listening. */
  AutoCloseable listen(ExecutionListener listener);
}
