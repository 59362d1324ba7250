// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a version of a script runs; part of its content address.
 *
 * @param timeout empty: the default of the mode
 * @param memoryLimitMb 0: the agent's default
 * @param capabilities declared capabilities, sorted and distinct
 * @param overlap what becomes of a firing while the run before it is not yet over
 * @param args what the script reads as {@code coral.context.args}, sorted by name; whoever may see
 *     the script sees them
 */
public record ScriptSettings(
    ScriptMode mode,
    Optional<Duration> timeout,
    int memoryLimitMb,
    List<String> capabilities,
    Overlap overlap,
    Map<String, String> args) {

  /** Of all names and values together, in bytes of UTF-8. */
  public static final int MAX_ARGS_BYTES = 64 << 10;

  private static final Pattern ARG_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  public static final ScriptSettings DAEMON =
      new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 0, List.of());
  public static final ScriptSettings AD_HOC =
      new ScriptSettings(ScriptMode.AD_HOC, Optional.empty(), 0, List.of());

  public ScriptSettings {
    capabilities = capabilities.stream().distinct().sorted().toList();
    if (memoryLimitMb != 0 && (memoryLimitMb < 16 || memoryLimitMb > 65_536)) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "memory limit "
              + memoryLimitMb
              + " MB is out of range: 16 to 65536, or 0 for the agent's default");
    }
    Duration most = ScriptMode.DAEMON.defaultTimeout();
    if (timeout.isPresent() && (!timeout.get().isPositive() || timeout.get().compareTo(most) > 0)) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "timeout " + timeout.get() + " is out of range: more than 0, at most 24 hours");
    }
    args = checked(args);
  }

  /** With firings left out that come too early. */
  public ScriptSettings(
      ScriptMode mode, Optional<Duration> timeout, int memoryLimitMb, List<String> capabilities) {
    this(mode, timeout, memoryLimitMb, capabilities, Overlap.SKIP, Map.of());
  }

  private static Map<String, String> checked(Map<String, String> args) {
    int bytes = 0;
    for (Map.Entry<String, String> arg : args.entrySet()) {
      if (!ARG_NAME.matcher(arg.getKey()).matches()) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "the name of argument \"%s\" is malformed: 1 to 64 letters, digits, '_' or '-', beginning with a letter"
                .formatted(arg.getKey()));
      }
      bytes += arg.getKey().length() + arg.getValue().getBytes(UTF_8).length;
    }
    if (bytes > MAX_ARGS_BYTES) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the arguments of the script have %,d bytes; at most %,d are accepted"
              .formatted(bytes, MAX_ARGS_BYTES));
    }
    return Collections.unmodifiableSortedMap(new TreeMap<>(args));
  }
}
