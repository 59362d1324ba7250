// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import coral.api.execution.LimitHit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** A running script. Thread-safe. */
@ProviderType
public interface SandboxProcess {
  long pid();

  /** Limits that it has run into so far. */
  List<LimitHit> limitHits();

  /**
   * SIGKILL to the whole tree, at once; the reason ends up in the exit. Later calls change nothing.
   */
  void kill(String reason);

  /**
   * Completes when the tree is gone and every line was delivered. Never completes exceptionally.
   */
  CompletableFuture<SandboxExit> exit();
}
