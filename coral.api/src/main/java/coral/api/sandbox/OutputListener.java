// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import coral.api.execution.OutputStreamName;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gets each line that a process writes, in order per stream, on a thread of the sandbox. Slowness
 * slows the script.
 */
@ConsumerType
@FunctionalInterface
public interface OutputListener {
  void onLine(OutputStreamName stream, Instant at, String line);
}
