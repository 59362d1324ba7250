// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkMethod;
import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Result;
import coral.proto.sdk.v1.Welcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SdkServerTest {
  private static final long ME = ProcessHandle.current().pid();

  @TempDir Path directory;
  private final MethodTable methods = new MethodTable(Duration.ofSeconds(5));
  private int nextService;
  private SdkServer server;

  @BeforeEach
  void start() {
    server = server(Limits.DEFAULT, Duration.ofSeconds(5));
    bind("echo", call -> call.payload());
    bind("wait", SdkServerTest::waitForever);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void welcomesTheBoundProcessWithItsExecution() throws Exception {
    try (var client = connect(session())) {
      Frame frame = client.read();
      assertThat(frame.getRequestId()).isZero();
      Welcome welcome = Welcome.parseFrom(frame.getResult().getPayload());
      assertThat(welcome.getProtocol()).isEqualTo(1);
      assertThat(welcome.getAgentVersion()).isEqualTo("1.2.3");
      assertThat(welcome.getExecution().getScriptName()).isEqualTo("high-latency");
      assertThat(welcome.getExecution().getMode()).isEqualTo("ad-hoc");
      assertThat(welcome.getExecution().getDeadlineUnixMs()).isEqualTo(1_767_225_660_000L);
      assertThat(welcome.getExecution().getLabelsMap()).containsEntry("region", "us-east");
      assertThat(welcome.getExecution().getCapabilitiesList()).containsExactly("probes");
    }
  }

  @Test
  void answersConcurrentCallsByTheirIds() throws Exception {
    var second = new CountDownLatch(1);
    bind(
        "first",
        call -> {
          second.await();
          return "one".getBytes(UTF_8);
        });
    bind(
        "second",
        call -> {
          second.countDown();
          return "two".getBytes(UTF_8);
        });
    try (var client = welcomed(session())) {
      client.call(1, "first", "").call(2, "second", "");
      Set<String> answers = new HashSet<>();
      for (int i = 0; i < 2; i++) {
        Frame frame = client.read();
        answers.add(frame.getRequestId() + frame.getResult().getPayload().toStringUtf8());
      }
      assertThat(answers).containsExactlyInAnyOrder("1one", "2two");
    }
  }

  @Test
  void carriesPayloadsUpToTheFramesLimit() throws Exception {
    try (var client = welcomed(session())) {
      for (int size : new int[] {0, 1, 65_000, 65_536, 1_000_000, (4 << 20) - 64}) {
        byte[] bytes = new byte[size];
        new java.util.Random(size).nextBytes(bytes);
        client.call(9, "echo", ByteString.copyFrom(bytes));
        assertThat(client.read().getResult().getPayload()).isEqualTo(ByteString.copyFrom(bytes));
      }
    }
  }

  @Test
  void refusesAnAnswerThatFitsNoFrame() throws Exception {
    bind("huge", call -> new byte[4 << 20]);
    try (var client = welcomed(session())) {
      assertThat(client.call(1, "huge", "").read().getError().getCode())
          .isEqualTo("LIMIT_EXCEEDED");
      assertThat(client.call(2, "echo", "still here").read().hasResult()).isTrue();
    }
  }

  @Test
  void streamsElementsInOrderBeforeTheResult() throws Exception {
    bind(
        "count",
        call -> {
          for (int i = 0; i < 1_000; i++) {
            call.next(Integer.toString(i).getBytes(UTF_8));
          }
          return "done".getBytes(UTF_8);
        });
    try (var client = welcomed(session())) {
      client.call(5, "count", "");
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.read().getNext().getPayload().toStringUtf8()).isEqualTo("" + i);
      }
      assertThat(client.read().getResult().getPayload().toStringUtf8()).isEqualTo("done");
    }
  }

  @Test
  void passesOnWhatAMethodThrowsAndHidesWhatIsInternal() throws Exception {
    bind(
        "refuse",
        call -> {
          throw new CoralException(ErrorCode.QUERY_REFUSED, "no DELETE");
        });
    bind(
        "broken",
        call -> {
          throw new IllegalStateException("secret");
        });
    bind(
        "linkage",
        call -> {
          throw new NoClassDefFoundError("secret");
        });
    try (var client = welcomed(session())) {
      var refused = client.call(1, "refuse", "").read().getError();
      assertThat(refused.getCode()).isEqualTo("QUERY_REFUSED");
      assertThat(refused.getKind()).isEqualTo("USER");
      assertThat(refused.getMessage()).isEqualTo("no DELETE");
      for (String method : new String[] {"broken", "linkage"}) {
        var internal = client.call(2, method, "").read().getError();
        assertThat(internal.getCode()).isEqualTo("INTERNAL");
        assertThat(internal.getMessage()).matches(".*its log has the cause under [0-9a-f]{8}");
        assertThat(internal.getMessage()).doesNotContain("secret");
      }
    }
    assertThat(server.stats().failed()).isEqualTo(2);
  }

  @Test
  void cancelInterruptsTheCallAndRunsItsActions() throws Exception {
    var interrupted = new AtomicBoolean();
    var ran = new CountDownLatch(1);
    var waiting = new CountDownLatch(1);
    bind(
        "watch",
        call -> {
          call.onCancel(ran::countDown);
          waiting.countDown();
          try {
            return waitForever(call);
          } catch (InterruptedException e) {
            interrupted.set(call.cancelled());
            throw e;
          }
        });
    try (var client = welcomed(session())) {
      client.call(1, "watch", "");
      waiting.await();
      assertThat(client.cancel(1).read().getError().getCode()).isEqualTo("CANCELLED");
      assertThat(interrupted).isTrue();
      ran.await();
      assertThat(client.cancel(1).cancel(77).call(2, "echo", "x").read().getRequestId())
          .isEqualTo(2);
    }
    assertThat(server.stats().cancelled()).isEqualTo(1);
  }

  @Test
  void losingTheConnectionCancelsItsCalls() throws Exception {
    var waiting = new CountDownLatch(3);
    var ended = new CountDownLatch(3);
    bind(
        "watch",
        call -> {
          call.onCancel(ended::countDown);
          waiting.countDown();
          return waitForever(call);
        });
    try (var client = welcomed(session())) {
      client.call(1, "watch", "").call(2, "watch", "").call(3, "watch", "");
      waiting.await();
    }
    ended.await();
    await().until(() -> server.stats().connections() == 0);
  }

  @Test
  void closingTheSessionEndsItsConnectionEvenWhileNobodyReads() throws Exception {
    bind("flood", SdkServerTest::flood);
    SdkSession session = session();
    try (var client = welcomed(session)) {
      client.call(1, "flood", "");
      client.read();
      session.close();
      await().until(() -> server.stats().connections() == 0);
      Frame last = Frame.getDefaultInstance();
      while (last != null) {
        try {
          last = client.read();
        } catch (java.io.IOException halfAFrame) {
          last = null;
        }
      }
    }
    assertThat(server.stats().sessions()).isZero();
    await().until(() -> server.stats().cancelled() == 1);
  }

  @Test
  void aSlowReaderHoldsItsOwnStreamBackAndNobodyElse() throws Exception {
    var sent = new AtomicInteger();
    bind(
        "flood",
        call -> {
          while (true) {
            call.next(new byte[100_000]);
            sent.incrementAndGet();
          }
        });
    try (var slow = welcomed(session());
        var other = welcomed(session())) {
      for (int id = 1; id <= 8; id++) {
        slow.call(id, "flood", "");
      }
      await()
          .during(Duration.ofMillis(300))
          .until(
              () -> {
                int now = sent.get();
                return now > 0 && now < 80;
              });
      assertThat(other.call(1, "echo", "quick").read().hasResult()).isTrue();
      int before = sent.get();
      for (int i = 0; i < 40; i++) {
        slow.read();
      }
      await().until(() -> sent.get() > before);
    }
  }

  @Test
  void aTokenIsGoodForOneConnection() throws Exception {
    SdkSession session = session();
    try (var first = welcomed(session);
        var second = connect(session)) {
      assertThat(second.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
      assertThat(second.read()).isNull();
      assertThat(first.call(1, "echo", "x").read().hasResult()).isTrue();
    }
    assertThat(server.stats().rejected()).isEqualTo(1);
  }

  @Test
  void refusesAWrongTokenAndThatOfAClosedSession() throws Exception {
    SdkSession session = session();
    session.close();
    session.close();
    try (var late = connect(session);
        var stranger = TestClient.connect(session.socket()).hello("guess")) {
      assertThat(late.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
      assertThat(stranger.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
    }
  }

  @Test
  void refusesAProcessThatIsNotTheBoundOne() throws Exception {
    SdkSession unbound = server.open(Executions.any());
    try (var client = connect(unbound)) {
      assertThat(client.read().getError().getCode()).isEqualTo("PERMISSION_DENIED");
      assertThat(client.read()).isNull();
    }
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      SdkSession session = server.open(Executions.any());
      session.bind(other.pid());
      try (var client = connect(session)) {
        assertThat(client.read().getError().getMessage())
            .isEqualTo(
                "process %d may not use the SDK session of execution %s, which is for process %d"
                    .formatted(ME, Executions.any().executionId(), other.pid()));
      }
      assertThatThrownBy(() -> session.bind(ME)).isInstanceOf(CoralException.class);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void welcomesADescendantOfTheBoundProcess() throws Exception {
    SdkSession session = server.open(Executions.any());
    session.bind(ProcessHandle.current().parent().orElseThrow().pid());
    session.bind(ProcessHandle.current().parent().orElseThrow().pid());
    try (var client = connect(session)) {
      assertThat(client.read().hasResult()).isTrue();
    }
  }

  @Test
  void hangsUpOnWhoeverSaysNothingInTime() throws Exception {
    server.close();
    server = server(Limits.DEFAULT, Duration.ofMillis(50));
    try (var silent = TestClient.connect(server.open(Executions.any()).socket())) {
      assertThat(silent.read()).isNull();
    }
    await().until(() -> server.stats().rejected() == 1);
  }

  @Test
  void refusesAFirstFrameThatIsNoHello() throws Exception {
    try (var client = TestClient.connect(session().socket()).call(1, "echo", "x")) {
      assertThat(client.read().getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      assertThat(client.read()).isNull();
    }
  }

  @Test
  void malformedFramesEndTheirConnectionOnly() throws Exception {
    try (var good = welcomed(session());
        var oversized = welcomed(session());
        var garbage = welcomed(session());
        var half = welcomed(session());
        var twice = welcomed(session())) {
      assertThat(oversized.sendRaw((4 << 20) + 1, new byte[0]).read()).isNull();
      assertThat(garbage.sendRaw(4, new byte[] {-1, -1, -1, -1}).read()).isNull();
      half.sendRaw(100, new byte[10]).close();
      twice.call(1, "wait", "").call(1, "wait", "");
      Frame answer = twice.read();
      while (answer != null) {
        assertThat(answer.getError().getCode()).isEqualTo("CANCELLED");
        answer = twice.read();
      }
      await().until(() -> server.stats().rejected() == 4);
      assertThat(good.call(1, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @Test
  void answersAnUnknownBodyWithAnErrorAndGoesOn() throws Exception {
    try (var client = welcomed(session())) {
      client.send(Frame.newBuilder().setRequestId(4).build());
      client.send(
          Frame.newBuilder().setRequestId(5).setResult(Result.getDefaultInstance()).build());
      for (int id = 4; id <= 5; id++) {
        Frame answer = client.read();
        assertThat(answer.getRequestId()).isEqualTo(id);
        assertThat(answer.getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      }
      client.hello("again");
      assertThat(client.read().getError().getMessage()).contains("second hello");
      assertThat(client.call(6, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @Test
  void swappingAMethodFailsNoCallOfAScript() throws Exception {
    methods.bind("swap", 1_000, 0, call -> call.payload());
    var done = new AtomicBoolean();
    server.limit(new Limits(32, 100_000));
    try (var client = welcomed(session())) {
      Thread swapping =
          Thread.startVirtualThread(
              () -> {
                for (int id = 1_001; !done.get(); id++) {
                  methods.unbind("swap", id - 1);
                  methods.bind("swap", id, 0, call -> call.payload());
                }
              });
      for (int i = 1; i <= 3_000; i++) {
        assertThat(client.call(i, "swap", "x").read().hasResult()).isTrue();
      }
      done.set(true);
      swapping.join();
    }
  }

  @Test
  void closingRemovesTheSocketAndEveryConnection() throws Exception {
    SdkSession session = session();
    assertThat(Files.getPosixFilePermissions(session.socket()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var client = welcomed(session)) {
      client.call(1, "wait", "");
      server.close();
      assertThat(session.socket()).doesNotExist();
      assertThat(client.read()).isNull();
    }
    assertThatThrownBy(() -> server.open(Executions.any())).isInstanceOf(CoralException.class);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("sdk-")));
  }

  @Test
  void replacesASocketLeftByAKilledProcess() throws Exception {
    server.close();
    Files.createFile(directory.resolve("sdk.sock"));
    server = server(Limits.DEFAULT, Duration.ofSeconds(5));
    try (var client = welcomed(session())) {
      assertThat(client.call(1, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @Test
  void saysWhereItCannotListen() {
    Path socket = directory.resolve("missing").resolve("sdk.sock");
    assertThatThrownBy(() -> new SdkServer(socket, methods, Limits.DEFAULT, "1.2.3"))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith("cannot listen for scripts on the Unix socket " + socket);
  }

  private SdkServer server(Limits limits, Duration greeting) {
    return new SdkServer(
        directory.resolve("sdk.sock"),
        methods,
        limits,
        "1.2.3",
        Ancestry.ofThisMachine(),
        greeting);
  }

  private void bind(String name, SdkMethod method) {
    methods.bind(name, nextService++, 0, method);
  }

  private SdkSession session() {
    SdkSession session = server.open(Executions.any());
    session.bind(ME);
    return session;
  }

  private static TestClient connect(SdkSession session) throws Exception {
    return TestClient.connect(session.socket()).hello(session.token());
  }

  private static TestClient welcomed(SdkSession session) throws Exception {
    TestClient client = connect(session);
    assertThat(client.read().hasResult()).isTrue();
    return client;
  }

  private static byte[] waitForever(coral.api.sdk.SdkCall call) throws InterruptedException {
    new CountDownLatch(1).await();
    return call.payload();
  }

  private static byte[] flood(coral.api.sdk.SdkCall call) {
    while (true) {
      call.next(new byte[100_000]);
    }
  }
}
