// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One generation of the sealed segments.
 *
 * @param generation increasing
 * @param directory the only directory that segments lie in
 * @param segments oldest first
 */
public record SegmentManifest(long generation, Path directory, List<Segment> segments) {
  public SegmentManifest {
    segments = List.copyOf(segments);
  }

  /**
   * A DuckDB database file that is never written again.
   *
   * @param tables telemetry tables, by name, that have rows in it; others need not exist there
   * @param from earliest time of a row
   * @param to latest time of a row
   */
  public record Segment(Path file, Set<String> tables, Instant from, Instant to, long rows) {
    public Segment {
      tables = Set.copyOf(tables);
    }
  }
}
