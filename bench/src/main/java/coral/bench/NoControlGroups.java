// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hides the control groups' file systems from a process, as on a machine that has none for it. */
final class NoControlGroups {
  private static final List<String> WITHIN =
      List.of("unshare", "--mount", "sh", "-c", "umount -R /sys/fs/cgroup && exec \"$0\" \"$@\"");
  private static final long LIMIT_SECONDS = 10;

  private NoControlGroups() {}

  /** False where this process may not do that. */
  static boolean possible() throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(WITHIN));
    builder.command().add("true");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static Distribution of(Distribution distribution) {
    return distribution.within(WITHIN);
  }
}
