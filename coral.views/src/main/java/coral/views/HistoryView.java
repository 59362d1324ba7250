// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ScriptHistory;
import java.util.List;

/**
 * All versions of a script.
 *
 * @param id UUID
 * @param versions newest first
 */
public record HistoryView(String id, String name, List<VersionView> versions) {
  public HistoryView {
    versions = List.copyOf(versions);
  }

  /** As a colony tells it. */
  public static HistoryView of(ScriptHistory history) {
    return new HistoryView(
        history.getId(),
        history.getName(),
        history.getVersionsList().stream().map(VersionView::of).toList());
  }
}
