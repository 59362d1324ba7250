// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Runs untrusted scripts, one process each. Thread-safe. */
@ProviderType
public interface Sandbox {

  /** Runtime and isolation, as reported to operators. */
  Info info();

  /**
   * Starts a process; returns as soon as it is spawned.
   *
   * <p>The session is bound to the process here, before it can connect.
   *
   * @throws coral.api.error.CoralException UNAVAILABLE when it cannot be spawned, with {@link
   *     Info#refusal} as message where there is one
   */
  SandboxProcess start(SandboxRequest request, OutputListener output);

  /**
   * Tries to break out of the sandbox and over its limits, on this machine as it is now; takes some
   * seconds.
   *
   * @return at least one; those that did not pass say what would be right
   * @throws coral.api.error.CoralException UNAVAILABLE when nothing can be tried just now
   * @throws InterruptedException when the caller was; what was tried has ended then
   */
  List<Check> check() throws InterruptedException;

  /**
   * Runtime and isolation.
   *
   * @param version of Deno, such as {@code "2.9.6"}; empty when there is none
   * @param tier {@link SandboxTier#word}; empty when no script can run
   * @param refusal why no script can run here, in one sentence; empty: scripts run
   * @param layers all that there could be, outermost last
   */
  record Info(String version, String tier, String refusal, List<Layer> layers) {
    public Info {
      layers = List.copyOf(layers);
    }
  }
}
