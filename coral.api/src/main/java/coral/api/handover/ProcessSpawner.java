// SPDX-License-Identifier: Apache-2.0
package coral.api.handover;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts child processes from one permanent platform thread. A child's parent-death signal follows
 * the thread that forked it, see prctl(2) PR_SET_PDEATHSIG, so no other thread may spawn one.
 * Thread-safe.
 */
@ProviderType
public interface ProcessSpawner {
  /** As {@link ProcessBuilder#start()}. */
  Process spawn(ProcessBuilder builder) throws IOException;
}
