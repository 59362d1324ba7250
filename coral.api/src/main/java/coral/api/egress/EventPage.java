// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import java.util.List;

/**
 * Some events in the order of storing.
 *
 * @param through the number up to which the page has all of them: the next page begins after it
 */
public record EventPage(List<StoredEvent> events, long through) {
  public EventPage {
    events = List.copyOf(events);
  }
}
