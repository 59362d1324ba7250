// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.process.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code coral script init}: a script to begin with, and the SDK's types where editors find them.
 */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a script to begin with, and the SDK's types for editors.")
public final class InitCommand implements Callable<Integer> {
  private static final String SCRIPT =
      """
      import * as coral from "@coral/sdk";

      // What this agent sees: services by their HTTP requests in the last five minutes.
      for (const service of await coral.metrics.services()) {
        const p99 = await coral.metrics.getP99(service);
        const errors = await coral.metrics.getErrorRate(service, "5m");
        console.log(`${service}: P99 ${(p99 / 1e6).toFixed(1)} ms, errors ${(errors * 100).toFixed(1)} %`);
      }
      """;

  private static final String EDITOR =
      """
      {
        "imports": {
          "@coral/sdk": "./.coral/sdk.js",
          "jsr:@coral/sdk": "./.coral/sdk.js"
        }
      }
      """;

  private static final String TYPESCRIPT =
      """
      {
        "compilerOptions": {
          "target": "ESNext",
          "module": "ESNext",
          "moduleResolution": "bundler",
          "moduleDetection": "force",
          "strict": true,
          "noEmit": true,
          "lib": ["ESNext", "DOM"],
          "paths": {
            "@coral/sdk": ["./.coral/sdk.d.ts"],
            "jsr:@coral/sdk": ["./.coral/sdk.d.ts"]
          }
        }
      }
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description = "Script to write (default: ${DEFAULT-VALUE})",
      defaultValue = "script.ts")
  private Path file = Path.of("script.ts");

  @Override
  public Integer call() {
    if (Files.exists(file)) {
      throw new CliException(
          ExitCode.USAGE, "\"" + file + "\" is there already: name another file");
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    try {
      Path types = Files.createDirectories(folder.resolve(".coral"));
      Path sdk = Distribution.current().home().resolve("sdk");
      for (String name : new String[] {"sdk.js", "sdk.d.ts"}) {
        Files.copy(sdk.resolve(name), types.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      write(folder.resolve("deno.json"), EDITOR);
      write(folder.resolve("tsconfig.json"), TYPESCRIPT);
      Files.writeString(file, SCRIPT);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE, "cannot write into \"%s\": %s".formatted(folder, e.getMessage()));
    }
    spec.commandLine()
        .getOut()
        .printf(
            "Wrote %s, with the SDK's types in %s%nRun it: coral script run %s%n",
            file, folder.resolve(".coral"), file);
    return ExitCode.OK;
  }

  /** An editor's configuration that is there already is the user's. */
  private static void write(Path target, String content) throws IOException {
    if (!Files.exists(target)) {
      Files.writeString(target, content);
    }
  }
}
