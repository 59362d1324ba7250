// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Leaves nothing behind when a run is interrupted: no process, no directory. */
final class Interruption {
  private static final long STOP_SECONDS = 25;
  private static final Set<DataFolder> FOLDERS = ConcurrentHashMap.newKeySet();

  private Interruption() {}

  /** Deletes the folder if this process ends before it was closed. */
  static void watch(DataFolder folder) {
    FOLDERS.add(folder);
  }

  static void forget(DataFolder folder) {
    FOLDERS.remove(folder);
  }

  /** To be called once, at the beginning. */
  static void install() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Interruption::cleanUp));
  }

  private static void cleanUp() {
    List<ProcessHandle> children;
    try (var running = ProcessHandle.current().children()) {
      children = running.toList();
    }
    children.forEach(ProcessHandle::destroy);
    for (ProcessHandle child : children) {
      try {
        child.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
      } catch (RuntimeException e) {
        child.destroyForcibly();
      }
    }
    for (DataFolder folder : FOLDERS) {
      try {
        folder.close();
      } catch (IOException e) {
        System.err.println(
            "coral bench: " + folder.root() + " could not be deleted: " + e.getMessage());
      }
    }
  }
}
