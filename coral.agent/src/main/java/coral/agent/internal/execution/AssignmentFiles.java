// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.wire.HeldState;
import coral.agent.internal.wire.StateWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One small file for each script that the agent holds, replaced atomically. */
public final class AssignmentFiles {
  private static final Logger log = LoggerFactory.getLogger(AssignmentFiles.class);
  private static final String SUFFIX = ".script";

  private final Path directory;
  private final DiskSync disk = new DiskSync();

  public AssignmentFiles(Path directory) {
    this.directory = directory;
  }

  /** All of them; a damaged one is set aside and logged. */
  List<HeldState> load() {
    List<HeldState> states = new ArrayList<>();
    for (Path file : files()) {
      try {
        states.add(StateWire.fromBytes(Files.readAllBytes(file)));
      } catch (IOException | CoralException e) {
        log.error("{} is damaged: the script in it is not started again", file, e);
        setAside(file);
      }
    }
    return states;
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "cannot read " + directory, e);
    }
  }

  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("cannot rename {}", file, e);
    }
  }

  /**
   * Survives the death of the process when this returns, and soon that of the machine. A failure is
   * logged: the script runs on, and is not restarted with the agent.
   */
  void save(HeldState state) {
    Path file = file(state.script().id());
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.write(draft, StateWire.toBytes(state));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      disk.add(file);
    } catch (IOException e) {
      log.error("cannot keep the state of script {} in {}", state.script().name(), file, e);
    }
  }

  /** Returns once what was saved before survives the death of the machine. */
  void awaitDisk() {
    disk.await();
  }

  void delete(UUID scriptId) {
    try {
      Files.deleteIfExists(file(scriptId));
    } catch (IOException e) {
      log.error("cannot delete {}: its script would start with the next agent", file(scriptId), e);
    }
  }

  private Path file(UUID scriptId) {
    return directory.resolve(scriptId + SUFFIX);
  }
}
