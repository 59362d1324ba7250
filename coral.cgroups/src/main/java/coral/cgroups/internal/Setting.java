// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes values, and says which one the kernel refused. */
final class Setting {
  private final KernelFiles files;

  Setting(KernelFiles files) {
    this.files = files;
  }

  void set(Path directory, String file, String value) {
    try {
      files.write(directory.resolve(file), value);
    } catch (IOException e) {
      throw unavailable(
          "cannot set %s of %s to %s: %s".formatted(file, directory, value, reason(e)), e);
    }
  }

  /** For files that older kernels lack. */
  void setIfThere(Path directory, String file, String value) {
    if (files.exists(directory.resolve(file))) {
      set(directory, file, value);
    }
  }

  static CoralException unavailable(String sentence, IOException cause) {
    return new CoralException(ErrorCode.UNAVAILABLE, sentence, cause);
  }

  /** What the kernel said, without the path that Java puts before it. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such group or file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException failure ? failure.getReason() : null;
    return reason != null ? reason : String.valueOf(e.getMessage());
  }
}
