// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DIR/segments/manifest.json}: the live segments for tools outside, replaced as a whole; and
 * what is known of them should the catalogue be lost.
 */
final class ManifestFile {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestFile.class);
  private static final Pattern GENERATION = Pattern.compile("\"generation\": (\\d+)");
  private static final Pattern FILE = Pattern.compile("\"file\": \"([^\"]+)\"");

  private final Path file;

  ManifestFile(Path directory) {
    file = directory.resolve("manifest.json");
  }

  /** The last generation written; 0: none. */
  long generation() {
    Matcher generation = GENERATION.matcher(text());
    return generation.find() ? Long.parseLong(generation.group(1)) : 0;
  }

  /** Names of the files that were live in it. */
  Set<String> files() {
    Set<String> names = new LinkedHashSet<>();
    Matcher name = FILE.matcher(text());
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      LOG.warn("cannot read {}", file, e);
      return "";
    }
  }

  /** A manifest that cannot be written is no reason to stop: readers in this process are told. */
  void write(long generation, List<Segment> segments) {
    String lines = segments.stream().map(ManifestFile::line).collect(Collectors.joining(",\n"));
    Path next = file.resolveSibling("manifest.json.tmp");
    try {
      Files.writeString(
          next, "{\"generation\": %d, \"segments\": [\n%s\n]}\n".formatted(generation, lines));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", file, e.toString());
    }
  }

  private static String line(Segment segment) {
    SegmentStats stats = segment.stats();
    String tables =
        new TreeMap<>(stats.rows())
            .entrySet().stream()
                .map(table -> "\"%s\": %d".formatted(table.getKey(), table.getValue()))
                .collect(Collectors.joining(", "));
    return "  {\"file\": \"%s\", \"from\": \"%s\", \"to\": \"%s\", \"rows\": %d, \"tables\": {%s}}"
        .formatted(segment.file(), stats.from(), stats.to(), stats.totalRows(), tables);
  }
}
