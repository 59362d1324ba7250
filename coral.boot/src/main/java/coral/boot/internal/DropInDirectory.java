// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
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
 * withdrawn.
 */
final class DropInDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DropInDirectory.class);
  private static final long POLL_MS = 250;

  /** What is done with a jar. */
  interface Target {
    void install(Path jar);

    void remove(Path jar);
  }

  private record Stamp(long size, long modifiedMs) {}

  private final Path directory;
  private final Target target;
  private final Map<Path, Stamp> last = new HashMap<>();
  private final Map<Path, Stamp> installed = new HashMap<>();
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

  /** One look; what it does is known by the time it returns. */
  void look() {
    try {
      Map<Path, Stamp> now = jars();
      now.forEach(
          (jar, stamp) -> {
            if (stamp.equals(last.get(jar)) && !stamp.equals(installed.get(jar))) {
              installed.put(jar, stamp);
              attempt(() -> target.install(jar), jar);
            }
          });
      Set<Path> gone = new HashSet<>(installed.keySet());
      gone.removeAll(now.keySet());
      for (Path jar : gone) {
        installed.remove(jar);
        attempt(() -> target.remove(jar), jar);
      }
      last.clear();
      last.putAll(now);
    } catch (IOException e) {
      LOG.error("cannot read the drop-in directory {}: {}", directory, e.toString());
    }
  }

  private static void attempt(Runnable action, Path jar) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("the bundle {} is not used: {}", jar.getFileName(), e.getMessage(), e);
    }
  }

  private Map<Path, Stamp> jars() throws IOException {
    Map<Path, Stamp> stamps = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        stamps.put(file, new Stamp(Files.size(file), Files.getLastModifiedTime(file).toMillis()));
      }
    }
    return stamps;
  }

  @Override
  public void close() {
    poll.shutdownNow();
  }
}
