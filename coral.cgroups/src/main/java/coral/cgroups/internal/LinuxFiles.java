// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real kernel's. */
final class LinuxFiles implements KernelFiles {
  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Override
  public void write(Path file, String value) throws IOException {
    // Neither created nor truncated: these are no files. A stream, since a channel refuses to write
    // for an interrupted thread, which is what often ends a script.
    try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      stream.write(value.getBytes(US_ASCII));
    }
  }

  @Override
  public void make(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  @Override
  public void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory);
  }

  @Override
  public List<Path> below(Path directory) throws IOException {
    List<Path> groups = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
      entries.forEach(groups::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return groups;
  }

  @Override
  public boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public void kill(long pid) {
    // compares the start time first, so that a process that got the id meanwhile is not hit
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public List<Long> family() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants()).map(ProcessHandle::pid).toList();
  }
}
