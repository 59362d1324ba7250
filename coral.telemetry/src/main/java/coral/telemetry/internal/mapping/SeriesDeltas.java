// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.telemetry.internal.mapping.Change.Added;
import coral.telemetry.internal.mapping.Change.Baseline;
import coral.telemetry.internal.mapping.Change.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what series have counted since their start into what they counted since their last point.
 * Keeps the last point of each series, of the {@code capacity} most recently seen ones and for
 * {@code idle} at most. Thread-safe.
 *
 * <p>A series' first point counts in full when nothing of it can have been missed or counted
 * before, that is when
 *
 * <ul>
 *   <li>the series began after this receiver did, or
 *   <li>it began less than {@link #RECENT} before the point, or
 *   <li>earlier exports of the same metric by the same sender lacked the series, so that it is new.
 * </ul>
 *
 * <p>None of it holds for what began before something was forgotten. Otherwise the first point is a
 * baseline.
 *
 * <p>The start time is part of a series' name: two processes that call themselves the same are not
 * mixed up, and a restart begins a new series.
 */
final class SeriesDeltas {
  /** One export interval of an SDK left to its defaults. */
  static final Duration RECENT = Duration.ofSeconds(60);

  private final Clock clock;
  private final int capacity;
  private final Duration idle;
  private final long openedNanos;
  private final SequencedMap<SeriesKey, Last> series = new LinkedHashMap<>();
  private final SequencedMap<SeriesKey, Long> streams = new LinkedHashMap<>();
  private long forgottenNanos;

  private record Last(long timeNanos, long seenMillis, @Nullable Cumulative<?> value) {}

  SeriesDeltas(Clock clock, int capacity, Duration idle) {
    this.clock = clock;
    this.capacity = capacity;
    this.idle = idle;
    this.openedNanos = clock.millis() * 1_000_000;
  }

  Update update() {
    return new Update();
  }

  synchronized int size() {
    return series.size();
  }

  private void put(SeriesKey key, Last last) {
    series.putLast(key, last);
    Iterator<Map.Entry<SeriesKey, Last>> oldest = series.entrySet().iterator();
    while (oldest.hasNext()) {
      Last old = oldest.next().getValue();
      if (series.size() <= capacity && last.seenMillis() - old.seenMillis() < idle.toMillis()) {
        return;
      }
      if (old.value() != null) {
        forgottenNanos = Math.max(forgottenNanos, old.timeNanos());
      }
      oldest.remove();
    }
  }

  private long seen(SeriesKey stream, long timeNanos) {
    Long first = streams.get(stream);
    streams.putLast(stream, first == null ? timeNanos : first);
    if (streams.size() > capacity) {
      streams.pollFirstEntry();
    }
    return first == null ? timeNanos : first;
  }

  private boolean countsInFull(long streamNanos, long startNanos, long timeNanos) {
    if (streamNanos < timeNanos && streamNanos > forgottenNanos) {
      return true;
    }
    return startNanos > forgottenNanos
        && (startNanos >= openedNanos || timeNanos - startNanos <= RECENT.toNanos());
  }

  /** The points of one request, which can be taken back together. */
  final class Update {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /**
     * @param series the point's series without its start
     * @param metric the metric that the series is one of, by the same sender
     */
    <T extends Cumulative<T>> Change<T> cumulative(
        SeriesKey series, SeriesKey metric, long startNanos, long timeNanos, T value) {
      SeriesKey key = started(series, startNanos);
      SeriesKey stream = started(metric, startNanos);
      synchronized (SeriesDeltas.this) {
        if (!streams.containsKey(stream)) {
          undo.push(() -> streams.remove(stream));
        }
        long streamNanos = seen(stream, timeNanos);
        Last last = SeriesDeltas.this.series.get(key);
        if (last != null && timeNanos <= last.timeNanos()) {
          return new Known<>();
        }
        remember(key, last, timeNanos, value);
        if (last == null) {
          return countsInFull(streamNanos, startNanos, timeNanos)
              ? new Added<>(value)
              : new Baseline<>();
        }
        return since(value, last.value());
      }
    }

    /** False for a point that has been here: a sender that heard no answer sends it once more. */
    boolean isNew(SeriesKey series, long timeNanos) {
      synchronized (SeriesDeltas.this) {
        Last last = SeriesDeltas.this.series.get(series);
        if (last != null && timeNanos == last.timeNanos()) {
          return false;
        }
        remember(series, last, timeNanos, null);
        return true;
      }
    }

    void rollback() {
      synchronized (SeriesDeltas.this) {
        undo.forEach(Runnable::run);
        undo.clear();
      }
    }

    private void remember(
        SeriesKey key, @Nullable Last before, long timeNanos, @Nullable Cumulative<?> value) {
      Last now = new Last(timeNanos, clock.millis(), value);
      put(key, now);
      undo.push(
          () -> {
            if (!now.equals(SeriesDeltas.this.series.get(key))) {
              return;
            }
            if (before == null) {
              SeriesDeltas.this.series.remove(key);
            } else {
              SeriesDeltas.this.series.replace(key, before);
            }
          });
    }

    private static SeriesKey started(SeriesKey key, long startNanos) {
      return new SeriesKey(key.high(), key.low() ^ startNanos);
    }

    @SuppressWarnings("unchecked") // A series' name contains the type of its metric.
    private static <T extends Cumulative<T>> Change<T> since(
        T value, @Nullable Cumulative<?> earlier) {
      if (earlier == null || !value.comparable((T) earlier)) {
        return new Baseline<>();
      }
      T added = value.since((T) earlier);
      return new Added<>(added == null ? value : added);
    }
  }
}
