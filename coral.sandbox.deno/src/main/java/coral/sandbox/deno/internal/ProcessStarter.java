// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.handover.ProcessSpawner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Starts Deno with the bootstrap, inside bwrap's namespaces where there are any.
 *
 * @param jail an empty directory, the root of a process outside bwrap
 * @param root whether this process is root
 * @param denoLayer whether permissions are taken away
 */
record ProcessStarter(
    DenoCommand command,
    ProcessSpawner spawner,
    Optional<Bubblewrap> bubblewrap,
    Path jail,
    boolean root,
    boolean denoLayer) {

  /** How often a script's event loop shows that it lives. */
  static final Duration HEARTBEAT = Duration.ofSeconds(4);

  /** What Deno maps as data and hardly uses, 565 MB when measured, and some room. */
  private static final long RESERVED_DATA_BYTES = 704L << 20;

  /**
   * What a process is made for.
   *
   * @param memoryLimitMb of the whole process
   * @param groups whether a control group limits its memory
   */
  record Purpose(Path socket, int memoryLimitMb, List<String> preload, boolean groups) {}

  SpawnedProcess spawn(Purpose purpose) throws IOException {
    ProcessBuilder builder = command.run(purpose, denoLayer);
    bubblewrap.ifPresent(
        bwrap ->
            builder.command(
                bwrap.wrap(builder.command(), command.deno(), command.files(), purpose.socket())));
    return new SpawnedProcess(spawner.spawn(builder), setup(purpose));
  }

  private StdinFrames.Setup setup(Purpose purpose) {
    Optional<Path> newRoot =
        root ? Optional.of(bubblewrap.isPresent() ? Bubblewrap.JAIL : jail) : Optional.empty();
    long dataBytes = RESERVED_DATA_BYTES + ((long) purpose.memoryLimitMb() << 20);
    return new StdinFrames.Setup(
        purpose.socket(),
        bubblewrap.isPresent() ? 0 : ProcessHandle.current().pid(),
        purpose.preload(),
        HEARTBEAT,
        !denoLayer,
        newRoot,
        root,
        purpose.groups() ? Optional.empty() : Optional.of(dataBytes));
  }
}
