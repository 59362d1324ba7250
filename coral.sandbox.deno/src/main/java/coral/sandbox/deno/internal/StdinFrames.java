// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.sandbox.SandboxRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The two frames that the bootstrap reads, see {@code stdin_frames.ts}. */
final class StdinFrames {
  private static final int NOBODY = 65_534;
  private static final int OPEN_FILES = 256;

  private StdinFrames() {}

  /**
   * What a process is to do before there is a script.
   *
   * @param parentPid to compare with; 0 where the process sees others' ids
   * @param preload modules to load while files may still be read
   * @param keepPermissions whether Deno's layer is left out, to check the other one alone
   * @param root directory to make the root; empty: none
   * @param changeUser whether to become nobody
   * @param dataBytes limit of allocated memory; empty: a control group limits it
   */
  record Setup(
      Path socket,
      long parentPid,
      List<String> preload,
      Duration heartbeat,
      boolean keepPermissions,
      Optional<Path> root,
      boolean changeUser,
      Optional<Long> dataBytes) {}

  static void write(OutputStream out, Setup setup) throws IOException {
    Map<String, Object> confine = new HashMap<>();
    setup.root().ifPresent(root -> confine.put("root", root.toString()));
    if (setup.changeUser()) {
      confine.put("user", Map.of("uid", NOBODY, "gid", NOBODY));
    }
    confine.put("openFiles", OPEN_FILES);
    setup.dataBytes().ifPresent(bytes -> confine.put("dataBytes", bytes));
    writeJson(
        out,
        Map.of(
            "socket", setup.socket().toString(),
            "parentPid", setup.parentPid(),
            "preload", setup.preload(),
            "heartbeatMs", setup.heartbeat().toMillis(),
            "keepPermissions", setup.keepPermissions(),
            "confine", confine));
  }

  static void write(OutputStream out, SandboxRequest script) throws IOException {
    writeJson(
        out,
        Map.of(
            "token", script.session().token(),
            "fileName", script.fileName(),
            "code", script.code()));
  }

  private static void writeJson(OutputStream out, Map<String, Object> content) throws IOException {
    byte[] json = JsonMapper.shared().writeValueAsString(content).getBytes(UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(4 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    out.write(frame.putInt(json.length).put(json).array());
    out.flush();
  }
}
