// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.SegmentManifest;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment file.
 *
 * @param id increasing, never used again, so that no reader meets another file under a name it
 *     knows
 * @param file its name below the segments' directory
 * @param level 0: as ingested; one more with each merge
 */
record Segment(long id, String file, int level, SegmentStats stats) {
  static final Comparator<Segment> OLDEST_FIRST =
      Comparator.comparing((Segment segment) -> segment.stats().firstArrival())
          .thenComparingLong(Segment::id);

  private static final Pattern NAME = Pattern.compile("(?:seg|merged)-(\\d{10,})\\.duckdb");

  static String ingestedName(long id) {
    return "seg-%010d.duckdb".formatted(id);
  }

  static String mergedName(long id) {
    return "merged-%010d.duckdb".formatted(id);
  }

  /** The id in a segment's file name; -1: not a segment's. */
  static long idOf(String fileName) {
    Matcher name = NAME.matcher(fileName);
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  SegmentManifest.Segment in(Path directory) {
    return new SegmentManifest.Segment(
        directory.resolve(file),
        stats.rows().keySet(),
        stats.from(),
        stats.to(),
        stats.totalRows());
  }
}
