// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.Layer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a process without a script to see which layers this machine allows. */
final class Trial {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final String NAMESPACES = "namespaces";

  private Trial() {}

  /**
   * What came of it.
   *
   * @param starter the way in which processes are to be started from now on
   */
  record Outcome(ProcessStarter starter, Layers layers) {}

  /**
   * With bwrap where that works, else without.
   *
   * @throws CoralException UNAVAILABLE when no process starts at all
   */
  static Outcome run(DenoCommand command, Surroundings machine, Path jail) {
    Optional<Bubblewrap> bwrap =
        machine.bwrap().map(binary -> new Bubblewrap(binary, machine.root()));
    if (bwrap.isEmpty()) {
      return run(
          starter(command, machine, bwrap, jail),
          machine.sockets(),
          off("bwrap is not on the PATH: install bubblewrap"));
    }
    Layer on =
        new Layer(
            NAMESPACES,
            true,
            "processes, network, IPC, host name and mounts of its own, by " + bwrap.get().binary());
    try {
      return run(starter(command, machine, bwrap, jail), machine.sockets(), on);
    } catch (CoralException e) {
      LOG.warn("bwrap does not work on this machine, scripts run without it: {}", e.sentence());
      String why = "%s does not work here: %s".formatted(bwrap.get().binary(), e.sentence());
      return run(starter(command, machine, Optional.empty(), jail), machine.sockets(), off(why));
    }
  }

  private static Layer off(String why) {
    return new Layer(NAMESPACES, false, why);
  }

  private static ProcessStarter starter(
      DenoCommand command, Surroundings machine, Optional<Bubblewrap> bwrap, Path jail) {
    return new ProcessStarter(
        command, machine.spawner(), bwrap, jail, machine.root(), machine.denoLayer());
  }

  private static Outcome run(ProcessStarter starter, Path sockets, Layer namespaces) {
    Path socket = sockets.resolve("trial.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.deleteIfExists(socket);
      server.bind(UnixDomainSocketAddress.of(socket));
      SpawnedProcess spawned =
          starter.spawn(new ProcessStarter.Purpose(socket, 64, List.of(), true));
      try {
        return new Outcome(starter, new Layers(spawned.confine(), namespaces));
      } finally {
        ProcessTree.of(spawned.process()).kill();
        Files.deleteIfExists(socket);
      }
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE, "Deno cannot be started: " + e.getMessage(), e);
    }
  }
}
