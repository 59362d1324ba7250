// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import coral.api.handover.ProcessSpawner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The Deno and the SDK that the build of {@code sdk-ts} left behind. */
final class DenoFixture {
  static final ProcessSpawner SPAWNER = ProcessBuilder::start;

  private static final Path SDK_TS = Path.of("..", "sdk-ts").toAbsolutePath().normalize();

  private DenoFixture() {}

  static Path deno() {
    try (Stream<Path> platforms = Files.list(SDK_TS.resolve("node_modules/@deno"))) {
      return platforms
          .map(platform -> platform.resolve("deno"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DenoBinary binary() {
    return DenoBinary.find(deno().toString(), Path.of("none"), "", SPAWNER);
  }

  static DenoFiles files(Path data) {
    try {
      DenoFiles files =
          new DenoFiles(
              SDK_TS.resolve("dist"),
              Files.createDirectories(data.resolve("work")),
              Files.createDirectories(data.resolve("std")));
      files.prepare();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
