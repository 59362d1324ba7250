// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All that this bundle asks of the kernel. Thread-safe. */
interface KernelFiles {
  boolean exists(Path file);

  String read(Path file) throws IOException;

  /** One value with one write, as the kernel wants it. */
  void write(Path file, String value) throws IOException;

  /** Makes a group; no error when it is there. */
  void make(Path directory) throws IOException;

  /** Removes a group that has neither processes nor groups below; no error when it is gone. */
  void remove(Path directory) throws IOException;

  /** The groups right below. */
  List<Path> below(Path directory) throws IOException;

  boolean alive(long pid);

  /** SIGKILL; a process that is gone is no error. */
  void kill(long pid);

  /** This process, and the processes that it started. */
  List<Long> family();
}
