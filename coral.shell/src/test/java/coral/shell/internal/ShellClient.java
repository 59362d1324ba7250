// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The other end of a session. */
final class ShellClient implements AutoCloseable {

  /** What a command has answered. */
  record Answer(String output, String errors, int status) {}

  private final SocketChannel channel;
  private final DataInputStream frames;

  private ShellClient(SocketChannel channel) {
    this.channel = channel;
    this.frames = new DataInputStream(Channels.newInputStream(channel));
  }

  static ShellClient connect(Path socket) throws IOException {
    return new ShellClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /** A session without prompts. */
  static ShellClient quiet(Path socket) throws IOException {
    ShellClient client = connect(socket);
    client.send("coral-shell 1 quiet");
    return client;
  }

  void send(String line) throws IOException {
    channel.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
  }

  Answer call(String line) throws IOException {
    send(line);
    return answer();
  }

  Answer answer() throws IOException {
    StringBuilder output = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    while (true) {
      byte kind = frames.readByte();
      byte[] content = frames.readNBytes(frames.readInt());
      switch (kind) {
        case Frames.OUTPUT -> output.append(new String(content, UTF_8));
        case Frames.ERRORS -> errors.append(new String(content, UTF_8));
        default -> {
          return new Answer(output.toString(), errors.toString(), content[0]);
        }
      }
    }
  }

  /** Whether the server ends the session; waits for its next word. */
  boolean ended() {
    try {
      frames.readByte();
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return e.getMessage().contains("reset");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
