// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the worker takes from itself, step by step, before it serves: no new privileges, no files
 * but segments, no identity, no memory beyond its share. Whatever the machine lacks is left out and
 * missing in {@link #tier()}.
 */
final class Confinement {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SIGKILL = 9;
  private static final int NOBODY = 65_534;
  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NOFILE = 7;
  private static final int OPEN_FILES = 1_024;

  /** What the JVM may still add to its own: heap, byte code, C1's output. */
  private static final long JVM_GROWTH_BYTES = 192L << 20;

  private final List<String> tier = new ArrayList<>();
  private final long agentPid;

  Confinement(long agentPid) {
    this.agentPid = agentPid;
  }

  /** In words, such as {@code "no_new_privs, landlock, nobody, rlimits"}. */
  String tier() {
    return String.join(", ", tier);
  }

  void endWithAgent() {
    LibC.call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (LibC.call("getppid") != agentPid) {
      throw new IllegalStateException("the agent, process " + agentPid + ", has ended");
    }
  }

  /** For this thread and those that start from now on: call it before DuckDB starts any. */
  void restrictFiles(List<Path> readable) {
    if (LibC.call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
      return;
    }
    tier.add("no_new_privs");
    if (Landlock.restrictToReading(readable)) {
      tier.add("landlock");
    }
  }

  /**
   * All threads, since the C library tells each. Clears the parent-death signal, so that is set
   * again.
   */
  void becomeNobody() {
    boolean done =
        LibC.callWithWords("setgroups", new long[] {0}) == 0
            && LibC.call("setresgid", NOBODY, NOBODY, NOBODY) == 0
            && LibC.call("setresuid", NOBODY, NOBODY, NOBODY) == 0;
    if (done) {
      tier.add("nobody");
    }
    endWithAgent();
  }

  /**
   * Call it when all threads are there, whose stacks count: what is allocated now, and as much more
   * as statements and the JVM may need. {@code memory_limit} alone is no limit, since it covers
   * neither strings nor lists.
   */
  void limitResources(int memoryLimitMb) {
    long dataBytes = dataSegmentBytes() + ((long) memoryLimitMb << 20) + JVM_GROWTH_BYTES;
    boolean done =
        limit(RLIMIT_DATA, dataBytes)
            && limit(RLIMIT_FSIZE, 0)
            && limit(RLIMIT_CORE, 0)
            && limit(RLIMIT_NOFILE, OPEN_FILES);
    if (done) {
      tier.add("rlimits");
    }
  }

  private static boolean limit(int resource, long value) {
    return LibC.callWithWords("setrlimit", new long[] {resource}, value, value) == 0;
  }

  private static long dataSegmentBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmData:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc/self/status", e);
    }
    throw new IllegalStateException("/proc/self/status has no VmData");
  }
}
