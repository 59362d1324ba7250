// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** A running script. Thread-safe. */
@ProviderType
public interface SandboxProcess {
  long pid();

  /**
   * SIGKILL to the whole tree, at once; the reason ends up in the exit. Later calls change nothing.
   */
  void kill(String reason);

  /**
   * Completes when the tree is gone and every line was delivered. Never completes exceptionally.
   */
  CompletableFuture<SandboxExit> exit();
}
