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

/**
 * One small file for each script that the agent holds, replaced atomically, and one for each
 * execution that is being stopped and whose script is no longer held.
 */
public final class AssignmentFiles {
  private static final Logger log = LoggerFactory.getLogger(AssignmentFiles.class);
  private static final String SUFFIX = ".script";
  private static final String ENDING = ".ending";

  private final Path directory;
  private final DiskSync disk = new DiskSync();

  public AssignmentFiles(Path directory) {
    this.directory = directory;
  }

  /** Scripts that are held; a damaged file is set aside and logged. */
  List<HeldState> load() {
    return load(SUFFIX);
  }

  /** Those whose last execution was being stopped. */
  List<HeldState> loadEnding() {
    return load(ENDING);
  }

  private List<HeldState> load(String suffix) {
    List<HeldState> states = new ArrayList<>();
    for (Path file : files(suffix)) {
      try {
        states.add(StateWire.fromBytes(Files.readAllBytes(file)));
      } catch (IOException | CoralException e) {
        log.error("{} is damaged: the script in it is not started again", file, e);
        setAside(file);
      }
    }
    return states;
  }

  private List<Path> files(String suffix) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
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
    save(state, file(state.script().id()));
  }

  /** Before the script is given up: should the agent die first, the next one reports the end. */
  void saveEnding(HeldState state, UUID executionId) {
    save(state, ending(executionId));
  }

  private void save(HeldState state, Path file) {
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

  /** The end was reported. */
  void deleteEnding(UUID executionId) {
    try {
      Files.deleteIfExists(ending(executionId));
    } catch (IOException e) {
      log.warn("cannot delete {}: the next agent reports that end again", ending(executionId), e);
    }
  }

  private Path ending(UUID executionId) {
    return directory.resolve(executionId + ENDING);
  }

  private Path file(UUID scriptId) {
    return directory.resolve(scriptId + SUFFIX);
  }
}
