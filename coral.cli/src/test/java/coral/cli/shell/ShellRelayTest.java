// SPDX-License-Identifier: Apache-2.0

package coral.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellRelayTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private ServerSocketChannel listener;

  /** Echoes lines; "fail" fails, "crash" cuts the connection. */
  @BeforeEach
  void serve() throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
    Thread.ofVirtual()
        .start(
            () -> {
              try (SocketChannel channel = listener.accept()) {
                answer(channel);
              } catch (IOException e) {
                received.add(e.toString());
              }
            });
  }

  private void answer(SocketChannel channel) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
    DataOutputStream frames = new DataOutputStream(Channels.newOutputStream(channel));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      received.add(line);
      if (line.equals("exit") || line.equals("crash")) {
        return;
      }
      if (!line.startsWith("coral-shell")) {
        boolean failed = line.equals("fail");
        frame(frames, failed ? 2 : 1, (line + "\n").getBytes(UTF_8));
        frame(frames, 3, new byte[] {(byte) (failed ? 1 : 0)});
      }
    }
  }

  private static void frame(DataOutputStream frames, int kind, byte[] content) throws IOException {
    frames.writeByte(kind);
    frames.writeInt(content.length);
    frames.write(content);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void runsLinesAndLeaves() throws IOException {
    assertThat(run("grüße\nmore\n", false)).isZero();
    assertThat(out).hasToString("grüße\nmore\n");
    assertThat(received).containsExactly("coral-shell 1 quiet", "grüße", "more", "exit");
  }

  @Test
  void endsAsTheLastCommandDid() throws IOException {
    assertThat(run("ok\nfail", false)).isEqualTo(1);
    assertThat(out).hasToString("ok\n");
    assertThat(err).hasToString("fail\n");
  }

  @Test
  void asksForPromptsOnTerminals() throws IOException {
    assertThat(run("exit\n", true)).isZero();
    assertThat(received).containsExactly("coral-shell 1 prompt", "exit");
  }

  @Test
  void saysThatTheProcessWentAway() throws IOException {
    PipedInputStream open = new PipedInputStream();
    try (PipedOutputStream typed = new PipedOutputStream(open)) {
      typed.write("crash\n".getBytes(UTF_8));
      typed.flush();
      assertThat(run(open, true)).isEqualTo(69);
    }
    assertThat(err.toString().strip()).isEqualTo("coral: the process has ended the session");
  }

  private int run(String input, boolean prompt) throws IOException {
    return run(new ByteArrayInputStream(input.getBytes(UTF_8)), prompt);
  }

  private int run(InputStream input, boolean prompt) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")))) {
      return new ShellRelay(channel, new PrintWriter(out), new PrintWriter(err)).run(input, prompt);
    }
  }
}
