// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.Sandbox;
import coral.api.sdk.SdkSessions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What scripts run with: sandbox and SDK server, which come and go with their bundles. Guarded by
 * the lock of {@link Executions}.
 */
final class Means {
  static final String DISABLED = "scripts are disabled on this agent (script.enabled: false)";

  private @Nullable Sandbox sandbox;
  private @Nullable SdkSessions sessions;

  /** Both, while they are there. */
  record Present(Sandbox sandbox, SdkSessions sessions) {}

  void sandbox(@Nullable Sandbox next) {
    sandbox = next;
  }

  void sessions(@Nullable SdkSessions next) {
    sessions = next;
  }

  Optional<Present> present() {
    return sandbox == null || sessions == null
        ? Optional.empty()
        : Optional.of(new Present(sandbox, sessions));
  }

  Sandbox.Info info() {
    return sandbox == null ? new Sandbox.Info("", "", "", List.of()) : sandbox.info();
  }

  /** Why no script runs here, whatever comes or goes. */
  Optional<String> refusal(ScriptPolicy policy) {
    if (!policy.enabled()) {
      return Optional.of(DISABLED);
    }
    String refusal = info().refusal();
    return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
  }

  /**
   * What a script runs with that has to start now.
   *
   * @param closed whether the agent is stopping
   * @throws CoralException FAILED_PRECONDITION when no script runs here, UNAVAILABLE when none can
   *     start at this moment
   */
  Present require(ScriptPolicy policy, boolean closed) {
    if (closed) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "the agent is stopping");
    }
    refusal(policy)
        .ifPresent(
            why -> {
              throw new CoralException(ErrorCode.FAILED_PRECONDITION, why);
            });
    return present()
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.UNAVAILABLE,
                    "the agent's sandbox or SDK server is away; try again in a second"));
  }

  /** Why none can start now. */
  Optional<String> blocked(ScriptPolicy policy) {
    return present().isEmpty()
        ? Optional.of("waits for the agent's sandbox and SDK server")
        : refusal(policy);
  }
}
