// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.SegmentCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
  @TempDir Path directory;
  private Generations generations;

  @BeforeEach
  void start() {
    generations = new Generations(directory);
  }

  private Segment segment(long id) throws IOException {
    Segment segment =
        new Segment(
            id,
            Segment.ingestedName(id),
            0,
            new SegmentStats(
                Map.of("otel_spans_local", id),
                Set.of("payments"),
                NOW,
                NOW,
                NOW.plusSeconds(id),
                NOW));
    Files.createFile(directory.resolve(segment.file()));
    return segment;
  }

  private boolean there(Segment segment) {
    return Files.exists(directory.resolve(segment.file()));
  }

  @Test
  void deletesAFileAtOnceWhenNobodyReads() throws IOException {
    Segment one = segment(1);
    generations.replace(List.of(), List.of(one));
    generations.replace(List.of(one), List.of());
    assertThat(there(one)).isFalse();
  }

  @Test
  void keepsAFileUntilEveryReaderHasLetGoOfItsGenerations() throws IOException {
    Segment one = segment(1);
    generations.replace(List.of(), List.of(one));
    SegmentCatalog.Reader first = generations.open(generation -> {});
    SegmentCatalog.Reader second = generations.open(generation -> {});
    Segment two = segment(2);
    generations.replace(List.of(one), List.of(two));
    long without = generations.current().generation();
    assertThat(there(one)).isTrue();
    first.release(without - 1);
    second.release(without);
    assertThat(there(one)).isTrue();
    first.release(without);
    assertThat(there(one)).isFalse();
    generations.replace(List.of(two), List.of());
    second.close();
    assertThat(there(two)).isTrue();
    first.close();
    assertThat(there(two)).isFalse();
  }

  @Test
  void needsNothingOlderForAReaderThatCameLater() throws IOException {
    Segment one = segment(1);
    generations.replace(List.of(), List.of(one));
    SegmentCatalog.Reader early = generations.open(generation -> {});
    generations.replace(List.of(one), List.of());
    generations.open(generation -> {});
    early.close();
    assertThat(there(one)).isFalse();
  }

  @Test
  void tellsReadersOfEachGenerationUntilTheyClose() throws IOException {
    List<Long> told = new ArrayList<>();
    generations.open(
        generation -> {
          throw new IllegalStateException("a reader that fails");
        });
    SegmentCatalog.Reader reader = generations.open(told::add);
    generations.replace(List.of(), List.of(segment(1)));
    generations.replace(List.of(), List.of(segment(2)));
    reader.close();
    generations.replace(List.of(), List.of(segment(3)));
    assertThat(told).containsExactly(1L, 2L);
    assertThat(generations.current().generation()).isEqualTo(3);
  }

  @Test
  void writesTheManifestForToolsOutsideAndGoesOnCountingFromIt() throws IOException {
    generations.replace(List.of(), List.of(segment(2), segment(1)));
    assertThat(directory.resolve("manifest.json"))
        .hasContent(
            """
            {"generation": 1, "segments": [
              {"file": "seg-0000000001.duckdb", "from": "2026-03-01T10:00:00.123456Z", "to": "2026-03-01T10:00:00.123456Z", "rows": 1, "tables": {"otel_spans_local": 1}},
              {"file": "seg-0000000002.duckdb", "from": "2026-03-01T10:00:00.123456Z", "to": "2026-03-01T10:00:00.123456Z", "rows": 2, "tables": {"otel_spans_local": 2}}
            ]}
            """);
    assertThat(new ManifestFile(directory).files())
        .containsExactly("seg-0000000001.duckdb", "seg-0000000002.duckdb");
    assertThat(new Generations(directory).current().generation()).isEqualTo(1);
  }
}
