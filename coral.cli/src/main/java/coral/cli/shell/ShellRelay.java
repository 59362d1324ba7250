// SPDX-License-Identifier: Apache-2.0

package coral.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.cli.ExitCode;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Carries lines to a shell session and its output back. The session answers in frames: one byte
 * that says what it is, a big-endian 32-bit length, and that many bytes.
 */
final class ShellRelay {
  private static final byte OUTPUT = 1;
  private static final byte ERRORS = 2;
  private static final byte STATUS = 3;

  private final SocketChannel channel;
  private final PrintWriter out;
  private final PrintWriter err;
  private volatile boolean leaving;

  ShellRelay(SocketChannel channel, PrintWriter out, PrintWriter err) {
    this.channel = channel;
    this.out = out;
    this.err = err;
  }

  /**
   * Returns when the session has ended.
   *
   * @param input command lines; its end leaves the session once they are done
   * @return the exit code: that of the last command, or UNAVAILABLE when the process went away
   */
  int run(InputStream input, boolean prompt) throws IOException {
    send("coral-shell 1 " + (prompt ? "prompt" : "quiet"));
    // a daemon: nothing interrupts a read of the standard input
    Thread.ofPlatform().name("shell-input").daemon().start(() -> sendLines(input));
    Integer status = receive();
    if (!leaving) {
      err.println("coral: the process has ended the session");
      err.flush();
      return ExitCode.UNAVAILABLE;
    }
    return status == null || status == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void sendLines(InputStream input) {
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(input, UTF_8));
      for (String line = lines.readLine(); line != null && !leaving; line = lines.readLine()) {
        leaving = line.strip().equals("exit");
        send(line);
      }
      if (!leaving) {
        leaving = true;
        send("exit");
      }
    } catch (IOException e) {
      // the session has ended: receive() sees that too
    }
  }

  private void send(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The last command's status; null: no command has ended. */
  private @Nullable Integer receive() {
    Integer status = null;
    try {
      DataInputStream frames = new DataInputStream(Channels.newInputStream(channel));
      while (true) {
        byte kind = frames.readByte();
        byte[] content = frames.readNBytes(frames.readInt());
        switch (kind) {
          case OUTPUT -> print(out, content);
          case ERRORS -> print(err, content);
          case STATUS -> status = (int) content[0];
          default -> throw new IOException("frame of unknown kind " + kind);
        }
      }
    } catch (IOException e) {
      // EOF; or a reset, when the other end closed with lines unread
      return status;
    }
  }

  private static void print(PrintWriter writer, byte[] content) {
    writer.print(new String(content, UTF_8));
    writer.flush();
  }
}
