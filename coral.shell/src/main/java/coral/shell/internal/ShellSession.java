// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;

/**
 * One connection. The client sends lines: first {@code coral-shell 1 prompt} or {@code coral-shell
 * 1 quiet}, then commands; the session answers in {@linkplain Frames frames}, the last of each
 * command being its status. The line {@code exit} ends the session, and so does the end of the
 * connection, at once, whatever command runs. A virtual thread reads, the caller of {@link #run}
 * executes.
 */
final class ShellSession implements Runnable, AutoCloseable {
  private static final String GREETING = "coral-shell 1 ";
  private static final String PROMPT = "coral> ";
  private static final int MAX_WAITING_LINES = 10_000;

  private final SocketChannel channel;
  private final Frames frames;
  private final CommandSession session;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MAX_WAITING_LINES);
  private volatile boolean ended;
  private volatile @Nullable Thread executing;

  ShellSession(SocketChannel channel, CommandProcessor processor) {
    this.channel = channel;
    this.frames = new Frames(channel);
    // commands get no input: what the client sends are command lines
    this.session =
        processor.createSession(
            InputStream.nullInputStream(),
            frames.stream(Frames.OUTPUT),
            frames.stream(Frames.ERRORS));
    // our commands win over others of the same name
    session.put("SCOPE", "coral:*");
  }

  @Override
  public void run() {
    executing = Thread.currentThread();
    Thread.ofVirtual().name("coral-shell-reader").start(this::read);
    try {
      if (!ended) {
        serve();
      }
    } catch (IOException | InterruptedException e) {
      // the client has gone or the server closes: nobody to tell
    } finally {
      close();
    }
  }

  private void serve() throws IOException, InterruptedException {
    String hello = lines.take();
    if (!hello.startsWith(GREETING)) {
      frames.write(Frames.ERRORS, "this is Coral's shell: connect to it with \"coral shell\"\n");
      frames.status(1);
      return;
    }
    boolean prompting = hello.equals(GREETING + "prompt");
    if (prompting) {
      frames.write(
          Frames.OUTPUT,
          "Coral process %d. \"help\" lists the commands, \"exit\" leaves.%n"
              .formatted(ProcessHandle.current().pid()));
    }
    while (!ended) {
      if (prompting) {
        frames.write(Frames.OUTPUT, PROMPT);
      }
      String line = lines.take().strip();
      if (line.equals("exit")) {
        return;
      }
      execute(line);
    }
  }

  private void execute(String line) throws IOException {
    int status = 0;
    try {
      Object result = line.isEmpty() ? null : session.execute(line);
      // a condition's outcome, such as grep's, is for "&&", not for a person
      if (result != null && !(result instanceof Boolean)) {
        String text = session.format(result, Converter.INSPECT).toString();
        frames.write(Frames.OUTPUT, text.endsWith("\n") ? text : text + "\n");
      }
    } catch (Exception e) {
      if (ended) {
        return;
      }
      frames.write(Frames.ERRORS, FailureText.of(e) + "\n");
      status = 1;
    }
    frames.status(status);
  }

  private void read() {
    try {
      LineReader reader = new LineReader(channel);
      String line = reader.next();
      while (line != null && lines.offer(line)) {
        line = reader.next();
      }
    } catch (IOException e) {
      // as the end of the connection
    }
    close();
  }

  /** Ends the session, from any thread; the command that runs is interrupted. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    session.close();
    Thread thread = executing;
    if (thread != null && !thread.equals(Thread.currentThread())) {
      thread.interrupt();
    }
    try {
      channel.close();
    } catch (IOException e) {
      // gone already
    }
  }
}
