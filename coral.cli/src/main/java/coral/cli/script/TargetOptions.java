// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which agents a script is for. */
final class TargetOptions {
  @Option(
      names = {"--target", "--targets"},
      paramLabel = "TARGET",
      description =
          "Agent id, service name, or predicate such as \"service=payments AND region=us-east\";"
              + " may be repeated, or list several separated by commas, and any may match"
              + " (default: all agents)")
  private List<String> words = List.of();

  boolean given() {
    return !words.isEmpty();
  }

  /** Each target; none where the option is not given. */
  List<String> targets() {
    return words.stream().flatMap(TargetOptions::split).toList();
  }

  /** An unset variable of the shell must not mean all agents. */
  private static Stream<String> split(String word) {
    List<String> targets = SplitTargets.of(word);
    if (targets.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "--target \"%s\" is empty; name an agent or a service, or leave it out for all agents"
              .formatted(word));
    }
    return targets.stream();
  }
}
