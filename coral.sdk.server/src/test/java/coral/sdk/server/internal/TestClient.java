// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.google.protobuf.ByteString;
import coral.proto.sdk.v1.Call;
import coral.proto.sdk.v1.Cancel;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Hello;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** A script's end of the connection, frame by frame. For one thread. */
final class TestClient implements AutoCloseable {
  private final SocketChannel channel;

  private TestClient(SocketChannel channel) {
    this.channel = channel;
  }

  static TestClient connect(Path socket) throws IOException {
    var channel = AFUNIXSocketChannel.open();
    channel.connect(AFUNIXSocketAddress.of(socket));
    return new TestClient(channel);
  }

  TestClient hello(String token) throws IOException {
    send(Frame.newBuilder().setHello(Hello.newBuilder().setProtocol(1).setToken(token)).build());
    return this;
  }

  TestClient call(long id, String method, String payload) throws IOException {
    return call(id, method, ByteString.copyFromUtf8(payload));
  }

  TestClient call(long id, String method, ByteString payload) throws IOException {
    send(
        Frame.newBuilder()
            .setRequestId(id)
            .setCall(Call.newBuilder().setMethod(method).setPayload(payload))
            .build());
    return this;
  }

  TestClient cancel(long id) throws IOException {
    send(Frame.newBuilder().setRequestId(id).setCancel(Cancel.getDefaultInstance()).build());
    return this;
  }

  TestClient send(Frame frame) throws IOException {
    byte[] bytes = frame.toByteArray();
    return sendRaw(bytes.length, bytes);
  }

  /** A length and some bytes, which need not fit each other. */
  TestClient sendRaw(int length, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 + bytes.length).order(LITTLE_ENDIAN);
    buffer.putInt(length).put(bytes).flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    return this;
  }

  /** Bytes that are perhaps no frame. */
  TestClient sendBytes(byte... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    return this;
  }

  /** The next frame, or null at the end of the connection. */
  Frame read() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4).order(LITTLE_ENDIAN);
    if (!fill(header)) {
      return null;
    }
    ByteBuffer body = ByteBuffer.allocate(header.flip().getInt());
    if (!fill(body)) {
      throw new IOException("half a frame");
    }
    return Frame.parseFrom(body.flip());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      try {
        if (channel.read(buffer) < 0) {
          return false;
        }
      } catch (IOException e) {
        // A reset says the same as an end when the server closed with bytes of ours unread.
        return false;
      }
    }
    return true;
  }
}
