// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where each consumer of stored events is. A cursor moves in the transaction that stores what was
 * made of the events, so that none is lost and none counts twice. Deleted and expired events are
 * passed over. Thread-safe.
 */
@ProviderType
public interface EventCursors {
  /**
   * The number up to which the consumer has had everything. One that is not known yet begins with
   * the events that are stored from now on.
   */
  long open(String consumer);

  /** Forgets all consumers but these. */
  void retain(Set<String> consumers);

  /** The events of that name after a number, oldest first. */
  EventPage after(long number, String eventName, int limit);
}
