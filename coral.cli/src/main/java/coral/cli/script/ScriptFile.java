// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A script in a file, as far as it can be judged without a colony. */
record ScriptFile(String fileName, String code) {
  private static final int MAX_BYTES = 1 << 20;

  static ScriptFile read(Path path) {
    if (!Files.exists(path)) {
      throw new CliException(ExitCode.NOT_FOUND, "there is no file \"" + path + "\"");
    }
    if (!Files.isRegularFile(path)) {
      throw new CliException(ExitCode.USAGE, "\"" + path + "\" is no file: name a TypeScript file");
    }
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new CliException(
            ExitCode.USAGE,
            "\"%s\" has %,d bytes; at most %,d are accepted".formatted(path, size, MAX_BYTES));
      }
      String code = decode(path, Files.readAllBytes(path));
      if (code.isBlank()) {
        throw new CliException(
            ExitCode.USAGE, "\"" + path + "\" is empty; write TypeScript into it");
      }
      return new ScriptFile(path.getFileName().toString(), code);
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "\"" + path + "\" cannot be read: " + e.getMessage());
    }
  }

  private static String decode(Path path, byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CliException(
          ExitCode.USAGE, "\"" + path + "\" is not UTF-8: save it in that encoding");
    }
  }

  /** The file's name without its ending, as a script's name. */
  String defaultName() {
    int dot = fileName.lastIndexOf('.');
    String base = dot > 0 ? fileName.substring(0, dot) : fileName;
    return base.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
  }
}
