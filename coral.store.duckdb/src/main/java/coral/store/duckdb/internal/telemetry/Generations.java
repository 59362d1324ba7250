// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live segments, generation by generation, and the files that left and are still read.
 * Thread-safe.
 */
final class Generations implements SegmentCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  /** A file that left the catalogue; {@code since} is the first generation without it. */
  private record Retired(Path file, long since) {}

  private final Path directory;
  private final ManifestFile manifestFile;
  private final List<Registered> readers = new CopyOnWriteArrayList<>();
  private final List<Retired> retired = new ArrayList<>();
  private List<Segment> live = List.of();
  private SegmentManifest current;

  Generations(Path directory) {
    this.directory = directory;
    manifestFile = new ManifestFile(directory);
    current = new SegmentManifest(manifestFile.generation(), directory, List.of());
  }

  synchronized List<Segment> live() {
    return live;
  }

  @Override
  public synchronized SegmentManifest current() {
    return current;
  }

  /**
   * The next generation: {@code added} and all that was live except {@code gone}, whose files are
   * deleted in time.
   */
  void replace(Collection<Segment> gone, Collection<Segment> added) {
    long generation;
    synchronized (this) {
      List<Segment> next = new ArrayList<>(live);
      next.removeAll(new HashSet<>(gone));
      next.addAll(added);
      generation = publish(next);
      gone.forEach(
          segment -> retired.add(new Retired(directory.resolve(segment.file()), generation)));
    }
    announce(generation);
  }

  /** The next generation: these and no others; files of others are somebody else's business. */
  void restart(Collection<Segment> segments) {
    long generation;
    synchronized (this) {
      generation = publish(segments);
    }
    announce(generation);
  }

  private long publish(Collection<Segment> segments) {
    live = segments.stream().sorted(Segment.OLDEST_FIRST).toList();
    long generation = current.generation() + 1;
    current =
        new SegmentManifest(
            generation, directory, live.stream().map(segment -> segment.in(directory)).toList());
    manifestFile.write(generation, live);
    return generation;
  }

  private void announce(long generation) {
    for (Registered reader : readers) {
      try {
        reader.listener.accept(generation);
      } catch (RuntimeException e) {
        LOG.warn("a reader of segments failed at generation {}", generation, e);
      }
    }
    sweep();
  }

  @Override
  public Reader open(LongConsumer listener) {
    synchronized (this) {
      Registered reader = new Registered(listener, current.generation());
      readers.add(reader);
      return reader;
    }
  }

  /** Deletes the files that no reader needs any more. */
  synchronized void sweep() {
    long needed = readers.stream().mapToLong(reader -> reader.floor).min().orElse(Long.MAX_VALUE);
    List<Retired> free = retired.stream().filter(file -> file.since <= needed).toList();
    for (Retired file : free) {
      delete(file.file);
    }
    retired.removeAll(free);
  }

  /** Names of files that left the catalogue and are still there for a reader. */
  synchronized Set<String> retiredFiles() {
    Set<String> names = new HashSet<>();
    retired.forEach(file -> names.add(file.file.getFileName().toString()));
    return names;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; the next start does", file, e);
    }
  }

  private final class Registered implements Reader {
    private final LongConsumer listener;
    private long floor;

    Registered(LongConsumer listener, long floor) {
      this.listener = listener;
      this.floor = floor;
    }

    @Override
    public void release(long generation) {
      synchronized (Generations.this) {
        floor = Math.max(floor, Math.min(generation, current.generation()));
        sweep();
      }
    }

    @Override
    public void close() {
      synchronized (Generations.this) {
        readers.remove(this);
        sweep();
      }
    }
  }
}
