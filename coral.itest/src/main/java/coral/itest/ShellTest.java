// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.runtime.DataDirectory;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** The shell of the running framework, over its socket. */
class ShellTest {
  private static final byte STATUS = 3;

  private Path socket;

  @BeforeEach
  void find(@InjectService(timeout = 30_000) DataDirectory data) {
    socket = data.sockets().resolve("shell.sock");
    await().until(() -> Files.exists(socket));
  }

  @Test
  void answersWithWhatRuns() throws IOException {
    assertThat(call("help")).contains("executions", "telemetry", "queries", "scripts");
    assertThat(call("bundles | grep coral.shell")).contains("active", "distribution");
    assertThat(call("agents")).contains("AGENT").doesNotContain("no command");
    assertThat(call("telemetry")).contains("otel_spans_local", "services:");
    assertThat(call("queries")).contains("CPU MS", "total", "worker restarts:");
  }

  @Test
  void leavesNothingBehindWhenItStops(@InjectBundleContext BundleContext context) throws Exception {
    Bundle shell =
        Stream.of(context.getBundles())
            .filter(bundle -> "coral.shell".equals(bundle.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    try (SocketChannel session = open("bundles")) {
      readAnswer(session);
      shell.stop();
      assertThat(session.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(socket).doesNotExist();
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("coral-shell")));
    } finally {
      shell.start();
    }
    assertThat(call("bundles")).contains("coral.shell");
  }

  private String call(String command) throws IOException {
    try (SocketChannel session = open(command)) {
      return readAnswer(session);
    }
  }

  private SocketChannel open(String command) throws IOException {
    SocketChannel session = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    session.write(ByteBuffer.wrap(("coral-shell 1 quiet\n" + command + "\n").getBytes(UTF_8)));
    return session;
  }

  private static String readAnswer(SocketChannel session) throws IOException {
    DataInputStream frames = new DataInputStream(Channels.newInputStream(session));
    StringBuilder answer = new StringBuilder();
    while (true) {
      byte kind = frames.readByte();
      byte[] content = frames.readNBytes(frames.readInt());
      if (kind == STATUS) {
        return answer.toString();
      }
      answer.append(new String(content, UTF_8));
    }
  }
}
