// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import coral.query.internal.wire.SegmentsBody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the worker of each generation of segments, and the catalogue of those that the worker has
 * let go of. Each manifest that is sent gets an epoch of its own, since generations start anew with
 * another catalogue. Without a catalogue all tables are empty; when one goes away, the worker keeps
 * what it has. Thread-safe.
 */
final class SegmentFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SegmentFeed.class);

  /** What an epoch stands for. */
  private record Sent(SegmentCatalog.Reader reader, long generation) {}

  private final Path defaultDirectory;
  private final SegmentAccess access;
  private final Runnable replaceWorker;

  // Guarded by this.
  private final TreeMap<Long, Sent> epochs = new TreeMap<>();
  private long epoch;
  private @Nullable SegmentCatalog catalog;
  private SegmentCatalog.@Nullable Reader reader;
  private @Nullable SegmentManifest manifest;
  private @Nullable Worker worker;

  /**
   * @param defaultDirectory where segments will most likely lie
   * @param replaceWorker called when they lie elsewhere: a worker's directory is fixed before it
   *     locks itself
   */
  SegmentFeed(Path defaultDirectory, SegmentAccess access, Runnable replaceWorker) {
    this.defaultDirectory = defaultDirectory;
    this.access = access;
    this.replaceWorker = replaceWorker;
  }

  synchronized void bind(SegmentCatalog added) {
    if (reader != null) {
      reader.close();
    }
    catalog = added;
    reader = added.open(generation -> refresh(added));
    refresh(added);
  }

  synchronized void unbind(SegmentCatalog removed) {
    if (removed.equals(catalog)) {
      close();
      catalog = null;
    }
  }

  /** Where the next worker reads. */
  synchronized Path directory() {
    return manifest == null ? defaultDirectory : manifest.directory();
  }

  /** From now on {@code started} is told; completes once it has its first views. */
  synchronized CompletableFuture<String> feed(Worker started) {
    worker = started;
    return send(started);
  }

  synchronized void forget(Worker ended) {
    if (worker == ended) {
      worker = null;
    }
  }

  /** The worker reads nothing from before {@code oldest}. */
  synchronized void released(long oldest) {
    Map.Entry<Long, Sent> entry = epochs.floorEntry(oldest);
    if (entry == null) {
      return;
    }
    epochs.headMap(entry.getKey()).clear();
    Sent sent = entry.getValue();
    if (sent.reader().equals(reader)) {
      sent.reader().release(sent.generation());
    }
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private synchronized void refresh(SegmentCatalog source) {
    if (!source.equals(catalog)) {
      return;
    }
    SegmentManifest newest = source.current();
    if (manifest != null && manifest.equals(newest)) {
      return;
    }
    manifest = newest;
    if (worker == null) {
      return; // the next one is told when it starts
    }
    if (worker.directory().equals(newest.directory())) {
      var _ = send(worker);
    } else {
      replaceWorker.run();
    }
  }

  private CompletableFuture<String> send(Worker to) {
    long number = ++epoch;
    SegmentManifest sent = manifest;
    SegmentCatalog.Reader from = reader;
    if (sent == null) {
      return to.attach(number, new SegmentsBody(List.of()));
    }
    access.open(sent);
    if (from != null) {
      epochs.put(number, new Sent(from, sent.generation()));
    }
    List<SegmentsBody.Segment> segments = new ArrayList<>();
    for (SegmentManifest.Segment segment : sent.segments()) {
      String file = sent.directory().relativize(segment.file()).toString();
      segments.add(new SegmentsBody.Segment(file, segment.tables()));
    }
    CompletableFuture<String> attached = to.attach(number, new SegmentsBody(segments));
    var _ = attached.thenAccept(SegmentFeed::report);
    return attached;
  }

  private static void report(String complaints) {
    if (!complaints.isEmpty()) {
      log.warn("Telemetry that cannot be read is left out of queries: {}", complaints);
    }
  }
}
