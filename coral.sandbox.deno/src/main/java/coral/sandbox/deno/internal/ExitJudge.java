// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.execution.LimitHit;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from how a process ended why it did.
 *
 * @param begun whether its script had begun, whose exit codes are its own
 * @param last what was read of its usage when it had ended
 * @param lastError the last line on its standard error
 */
record ExitJudge(
    SandboxPolicy policy, int exitCode, boolean begun, Meter.End last, String lastError) {
  /** 128 + SIGTRAP: V8 ends the process so when its heap is full. */
  private static final int HEAP_FULL = 133;

  /** 128 + SIGKILL: with the kernel's count of memory kills, its doing. */
  private static final int KILLED = 137;

  /** 128 + SIGXFSZ. */
  private static final int FILE_TOO_LARGE = 153;

  /** The bootstrap's own exit code for a script that was not started, EX_SOFTWARE of sysexits. */
  private static final int BOOTSTRAP_GAVE_UP = 70;

  /**
   * @param by who ended it from here, and why; null: nobody
   */
  SandboxExit judge(@Nullable Cause by, String why, List<LimitHit> throttled, long dropped) {
    List<LimitHit> hits = new ArrayList<>(throttled);
    if (last.pidsRefused() > 0) {
      hits.add(
          new LimitHit(
              "script.max_pids",
              policy.maxPids() + " processes and threads",
              last.pidsRefused(),
              false));
    }
    Cause cause = by == null ? cause() : by;
    String reason = by == null ? reason(cause) : why;
    switch (cause) {
      case MEMORY -> hits.add(killed("memory_limit_mb", policy.memoryLimitMb() + " MB"));
      case LIMIT -> hits.add(killed("file size", "0 bytes"));
      case TIMEOUT -> hits.add(killed("timeout", policy.timeout().toMillis() / 1000.0 + " s"));
      case EXITED, KILLED, NOT_STARTED -> {}
    }
    return new SandboxExit(exitCode, cause, reason, dropped, hits, last.usage());
  }

  private static LimitHit killed(String limit, String value) {
    return new LimitHit(limit, value, 1, true);
  }

  private Cause cause() {
    return switch (exitCode) {
      case HEAP_FULL -> Cause.MEMORY;
      case KILLED -> last.outOfMemory() ? Cause.MEMORY : Cause.EXITED;
      case FILE_TOO_LARGE -> Cause.LIMIT;
      case BOOTSTRAP_GAVE_UP -> begun ? Cause.EXITED : Cause.NOT_STARTED;
      default -> Cause.EXITED;
    };
  }

  private String reason(Cause cause) {
    return switch (cause) {
      case MEMORY ->
          exitCode == HEAP_FULL
              ? "the script's heap is over its memory limit of %d MB"
                  .formatted(policy.memoryLimitMb())
              : "the script held more memory than its limit of %d MB"
                  .formatted(policy.memoryLimitMb());
      case LIMIT -> "the script wrote to a file, and may write to none";
      case NOT_STARTED -> "the script was not started: " + lastError;
      case EXITED, KILLED, TIMEOUT -> "";
    };
  }
}
