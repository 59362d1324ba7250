// SPDX-License-Identifier: Apache-2.0
package coral.api.trigger;

import org.osgi.annotation.versioning.ConsumerType;

/** A live trigger of one script. Closing it ends all firings. */
@ConsumerType
public interface TriggerHandler extends AutoCloseable {
  @Override
  void close();
}
