// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How well a machine can isolate scripts, weakest first; each tier has all that those before have.
 */
public enum SandboxTier {
  /** Deno's permissions alone, all revoked before the script is loaded. */
  DENO,
  /**
   * And a system call filter, no new privileges, resource limits of the process, a watchdog for
   * memory and CPU.
   */
  FILTERED,
  /** And a root directory of its own, and a user of its own or a user namespace. */
  ISOLATED,
  /** And control groups: CPU, memory and number of processes are the kernel's to limit. */
  LIMITED,
  /** And namespaces of its own: network, processes, IPC, host name, mounts. */
  FULL;

  /** As configured and reported: {@code "full"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The tier of that word.
   *
   * @param key of the configuration, for the error
   * @throws CoralException INVALID_ARGUMENT naming the words
   */
  public static SandboxTier of(String key, String word) {
    return Arrays.stream(values())
        .filter(tier -> tier.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.INVALID_ARGUMENT,
                    "%s is \"%s\"; it must be one of %s"
                        .formatted(
                            key,
                            word,
                            Arrays.stream(values())
                                .map(SandboxTier::word)
                                .collect(Collectors.joining(", ")))));
  }
}
