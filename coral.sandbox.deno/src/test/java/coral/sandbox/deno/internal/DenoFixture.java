// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static coral.api.sandbox.SandboxTier.DENO;

import coral.api.handover.ProcessSpawner;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  /** Without control groups, and with bwrap if it is installed. */
  static DenoSandbox sandbox(Path data) {
    return new DenoSandbox(
        binary(), files(data), machine(data), new SandboxSettings(200, 1024, 256, 48, 0, DENO));
  }

  static Surroundings machine(Path data) {
    return new Surroundings(
        SPAWNER,
        NoGroups::new,
        Optional::empty,
        data,
        Bubblewrap.onPath(System.getenv("PATH")),
        DenoSandbox.isRoot(),
        true);
  }

  /** A machine without control groups. */
  private static final class NoGroups implements ResourceGroups {
    @Override
    public Info info() {
      return new Info("", "this test has none");
    }

    @Override
    public ResourceGroup open(String name, ResourceLimits limits) {
      throw new IllegalStateException(name);
    }
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
