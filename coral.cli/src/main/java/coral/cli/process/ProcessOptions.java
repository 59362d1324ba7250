// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that starts a process. */
public class ProcessOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory; holds databases, token and log (default: ~/.local/share/coral/<role>)")
  private @Nullable Path data;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Token that callers must present (default: DIR/token, made when missing)")
  private @Nullable Path tokenFile;

  @Option(names = "--quiet", description = "Print nothing once started")
  private boolean quiet;

  boolean quiet() {
    return quiet;
  }

  Path data(String role) {
    if (data != null) {
      return data;
    }
    String share = System.getenv("XDG_DATA_HOME");
    Path base =
        share == null || share.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(share);
    return base.resolve("coral").resolve(role);
  }

  Optional<Path> tokenFile() {
    return Optional.ofNullable(tokenFile);
  }

  /** Settings that were given, and only those. */
  static Map<String, List<String>> given(Map<String, ? extends @Nullable Object> values) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            settings.put(name, List.of(value.toString()));
          }
        });
    return settings;
  }
}
