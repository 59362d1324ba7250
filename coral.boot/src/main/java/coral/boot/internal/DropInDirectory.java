// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the jar files of a directory: one that appears or changes is handed over once two looks
 * in a row saw the same size and time (a copy in progress is left alone), one that disappears is
 * withdrawn. Of several, the one written last comes last. One that is refused is tried again when
 * it changes, or after another one was accepted, which may be what it was missing.
 */
final class DropInDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DropInDirectory.class);
  private static final long POLL_MS = 250;

  /** What is done with a jar; an exception says why not. */
  interface Target {
    /** Nothing is handed over before. */
    boolean ready();

    void install(Path jar);

    void remove(Path jar);
  }

  private record Stamp(long size, long modifiedMs) {
    static final Stamp TRY_AGAIN = new Stamp(-1, -1);
  }

  private final Path directory;
  private final Target target;
  private final Map<Path, Stamp> last = new HashMap<>();
  private final Map<Path, Stamp> handedOver = new HashMap<>();
  private final Set<Path> refused = new HashSet<>();
  private boolean unreadable;
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-drop-ins").daemon().factory());

  DropInDirectory(Path directory, Target target) {
    this.directory = directory;
    this.target = target;
  }

  void start() {
    poll.scheduleWithFixedDelay(this::look, 0, POLL_MS, TimeUnit.MILLISECONDS);
  }

  /** One look; what it does is done by the time it returns. */
  void look() {
    if (!target.ready()) {
      return;
    }
    Map<Path, Stamp> now;
    try {
      now = jars();
      unreadable = false;
    } catch (IOException e) {
      if (!unreadable) {
        LOG.error("cannot read the drop-in directory {}: {}", directory, e.toString());
      }
      unreadable = true;
      return;
    }
    for (Map.Entry<Path, Stamp> entry : oldestFirst(now)) {
      Path jar = entry.getKey();
      Stamp stamp = entry.getValue();
      if (stamp.equals(last.get(jar)) && !stamp.equals(handedOver.get(jar))) {
        handedOver.put(jar, stamp);
        install(jar);
      }
    }
    Set<Path> gone = new HashSet<>(handedOver.keySet());
    gone.removeAll(now.keySet());
    for (Path jar : gone) {
      handedOver.remove(jar);
      refused.remove(jar);
      attempt(() -> target.remove(jar), "the bundle {} is not removed cleanly: {}", jar);
    }
    last.clear();
    last.putAll(now);
  }

  private void install(Path jar) {
    if (attempt(() -> target.install(jar), "the bundle {} is not used: {}", jar)) {
      refused.remove(jar);
      refused.forEach(other -> handedOver.put(other, Stamp.TRY_AGAIN));
      refused.clear();
    } else {
      refused.add(jar);
    }
  }

  private static boolean attempt(Runnable action, String complaint, Path jar) {
    try {
      action.run();
      return true;
    } catch (RuntimeException | LinkageError e) {
      // a linkage error of the jar's own code must not end the looking
      LOG.error(complaint, jar.getFileName(), e.getMessage(), e);
      return false;
    }
  }

  private static List<Map.Entry<Path, Stamp>> oldestFirst(Map<Path, Stamp> jars) {
    return jars.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Path, Stamp> jar) -> jar.getValue().modifiedMs())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private Map<Path, Stamp> jars() throws IOException {
    Map<Path, Stamp> stamps = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        try {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          stamps.put(file, new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
          // removed while we look: as if it had not been listed
        }
      }
    }
    return stamps;
  }

  @Override
  public void close() {
    poll.shutdownNow();
  }
}
