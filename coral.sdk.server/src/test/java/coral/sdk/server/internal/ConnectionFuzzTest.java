// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Hello;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;

/** Whatever a script sends after its Hello, its connection ends well and only it gets answers. */
class ConnectionFuzzTest {
  private static final Limits LIMITS = new Limits(4, 100_000);
  private static final ScheduledThreadPoolExecutor TIMER =
      SdkServer.timer(Thread.ofPlatform().daemon().factory());
  private static final AtomicReference<Throwable> ESCAPED = new AtomicReference<>();

  static {
    // One line for each malformed frame would be most of the work.
    System.setProperty("org.slf4j.simpleLogger.log.coral.sdk.server", "off");
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> ESCAPED.set(e));
  }

  @DictionaryEntries({"echo", "stream", "refuse", "runtime.heartbeat"})
  @FuzzTest(maxDuration = "3m")
  void servesAnyBytes(byte[] bytes) throws Exception {
    var processes = new KnownProcesses(new Ancestry(pid -> 0));
    var sessions = new Sessions(Path.of("sdk.sock"), processes);
    Session session = sessions.open(Executions.any());
    session.bind(1);
    var counters = new Counters();
    var channel = new BytesChannel(after(hello(session.token()), bytes), 1 + bytes.length % 1_000);
    var connection =
        new Connection(
            channel,
            new Peer(1, 1),
            new Connection.Shared(
                sessions,
                processes,
                new Buffers(),
                methods(),
                () -> LIMITS,
                counters,
                new Complaints(counters),
                "1.2.3",
                Duration.ofMinutes(1),
                TIMER));

    connection.run(() -> {});

    assertThat(channel.isOpen()).isFalse();
    assertThat(TIMER.getQueue()).isEmpty();
    assertThat(ESCAPED.get()).isNull();
  }

  private static MethodTable methods() {
    var methods = new MethodTable(Duration.ZERO);
    methods.bind("echo", 1, 0, call -> call.payload());
    methods.bind(
        "stream",
        2,
        0,
        call -> {
          call.next(call.payload());
          call.next(call.payload());
          return new byte[0];
        });
    methods.bind(
        "refuse",
        3,
        0,
        call -> {
          call.hit(new String(call.payload(), UTF_8), "1");
          throw new CoralException(ErrorCode.QUERY_REFUSED, "no");
        });
    methods.bind("runtime.heartbeat", 4, 0, call -> new byte[0]);
    return methods;
  }

  private static byte[] hello(String token) {
    return Frame.newBuilder()
        .setHello(Hello.newBuilder().setProtocol(1).setToken(token))
        .build()
        .toByteArray();
  }

  private static byte[] after(byte[] hello, byte[] bytes) throws IOException {
    var all = new ByteArrayOutputStream();
    all.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(hello.length).array());
    all.write(hello);
    all.write(bytes);
    return all.toByteArray();
  }
}
