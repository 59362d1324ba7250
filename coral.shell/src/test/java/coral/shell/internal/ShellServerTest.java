// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over a real socket, with Gogo's real command processor. */
class ShellServerTest {

  /** Commands of the tests. */
  public static final class Commands {
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    public void hello(String name) {
      Parts.print("hello " + name + "\n");
    }

    public int sum(int a, int b) {
      return a + b;
    }

    public void fail() {
      throw new CoralException(ErrorCode.NOT_FOUND, "there is nothing\n  at all");
    }

    public void hang() throws InterruptedException {
      waiting.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }
  }

  @TempDir Path directory;
  private final Commands commands = new Commands();
  private final CommandProcessorImpl processor = new CommandProcessorImpl();
  private Path socket;
  private ShellServer server;

  @BeforeEach
  void open() {
    for (String function : new String[] {"hello", "sum", "fail", "hang"}) {
      processor.addCommand("coral", commands, function);
    }
    socket = directory.resolve("shell.sock");
    server = ShellServer.open(socket, processor);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void socketIsForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void printsWhatCommandsPrintAndReturn() throws IOException {
    try (ShellClient client = ShellClient.quiet(socket)) {
      assertThat(client.call("hello world"))
          .isEqualTo(new ShellClient.Answer("hello world\n", "", 0));
      assertThat(client.call("sum 2 3")).isEqualTo(new ShellClient.Answer("5\n", "", 0));
      assertThat(client.call("hello a; hello b").output()).isEqualTo("hello a\nhello b\n");
      assertThat(client.call("")).isEqualTo(new ShellClient.Answer("", "", 0));
    }
  }

  @Test
  void keepsVariablesWithinOneSession() throws IOException {
    try (ShellClient one = ShellClient.quiet(socket);
        ShellClient other = ShellClient.quiet(socket)) {
      one.call("name = x");
      assertThat(one.call("hello $name").output()).isEqualTo("hello x\n");
      assertThat(other.call("hello $name").output()).isNotEqualTo("hello x\n");
    }
  }

  @Test
  void tellsFailuresInOneSentenceAndGoesOn() throws IOException {
    try (ShellClient client = ShellClient.quiet(socket)) {
      assertThat(client.call("fail"))
          .isEqualTo(new ShellClient.Answer("", "there is nothing; at all\n", 1));
      assertThat(client.call("nonsense").errors())
          .isEqualTo("there is no command \"nonsense\": \"help\" lists them\n");
      assertThat(client.call("hello").errors())
          .startsWith("the command does not take these arguments");
      assertThat(client.call("hello \"x").errors()).startsWith("the line is not complete");
      assertThat(client.call("hello again").status()).isZero();
    }
  }

  @Test
  void promptsWhenAsked() throws IOException {
    try (ShellClient client = ShellClient.connect(socket)) {
      client.send("coral-shell 1 prompt");
      assertThat(client.call("hello you").output())
          .contains("\"help\" lists the commands")
          .endsWith("coral> hello you\n");
      assertThat(client.call("hello again").output()).isEqualTo("coral> hello again\n");
    }
  }

  @Test
  void refusesClientsThatAreNoShell() throws IOException {
    try (ShellClient client = ShellClient.connect(socket)) {
      client.send("GET / HTTP/1.1");
      assertThat(client.answer().errors()).contains("connect to it with \"coral shell\"");
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void exitEndsTheSession() throws IOException {
    try (ShellClient client = ShellClient.quiet(socket)) {
      client.send("exit");
      assertThat(client.ended()).isTrue();
    }
    await().until(() -> server.sessions() == 0);
  }

  @Test
  void disconnectInterruptsTheCommandThatRuns() throws Exception {
    try (ShellClient client = ShellClient.quiet(socket)) {
      client.send("hang");
      commands.waiting.await();
    }
    commands.interrupted.await();
    await().until(() -> server.sessions() == 0);
    await().until(() -> sessionThreads() == 0);
  }

  @Test
  void closingEndsEverySession() throws Exception {
    try (ShellClient busy = ShellClient.quiet(socket);
        ShellClient idle = ShellClient.quiet(socket)) {
      idle.call("hello x");
      busy.send("hang");
      commands.waiting.await();

      server.close();

      assertThat(idle.ended()).isTrue();
      assertThat(busy.ended()).isTrue();
      commands.interrupted.await();
    }
    assertThat(socket).doesNotExist();
    await().until(() -> server.sessions() == 0);
  }

  @Test
  void endsSessionsOfClientsThatNeverReadLines() throws Exception {
    try (ShellClient client = ShellClient.quiet(socket)) {
      client.send("x".repeat(70_000));
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void replacesSocketThatCrashLeftBehind() throws IOException {
    Path stale = Files.createFile(directory.resolve("stale.sock"));
    try (ShellServer second = ShellServer.open(stale, processor);
        ShellClient client = ShellClient.quiet(second.path())) {
      assertThat(client.call("hello x").status()).isZero();
    }
  }

  @Test
  void saysWhereItCannotOpenItsSocket() {
    Path missing = directory.resolve("missing/shell.sock");
    assertThatThrownBy(() -> ShellServer.open(missing, processor))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith("cannot open the shell's socket \"" + missing + "\"");
  }

  /** Gogo runs each command in a platform thread of the session's own. */
  private static long sessionThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pipe-"))
        .count();
  }
}
