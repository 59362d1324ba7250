// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.HelloBody;
import coral.query.internal.wire.Kind;
import coral.query.internal.wire.StartBody;
import coral.query.internal.worker.ServingThread.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process: starts, confines itself, then hands frames to its threads until standard input ends.
 */
public final class QueryWorker {
  private static final int PARSERS = 2;

  private final FrameChannel channel;
  private final Database database;
  private final StartBody start;
  private final Calls calls = new Calls();
  private final Epochs epochs = new Epochs();
  private final BlockingQueue<Work> queries = new LinkedBlockingQueue<>();
  private final BlockingQueue<Work> parses = new LinkedBlockingQueue<>();
  private final SegmentThread segments;
  private final List<ParserThread> parsers = new ArrayList<>();

  private QueryWorker(FrameChannel channel, Database database, StartBody start)
      throws SQLException {
    this.channel = channel;
    this.database = database;
    this.start = start;
    this.segments =
        new SegmentThread(new SegmentViews(database.connect(), start.tables()), epochs, channel);
    for (int i = 1; i <= PARSERS; i++) {
      parsers.add(new ParserThread(i, parses, channel, calls, database.connectParser()));
    }
  }

  /**
   * Runs until standard input ends.
   *
   * @param args the directory of the worker's own files
   */
  public static void main(String[] args) throws IOException, SQLException {
    FrameChannel channel = StandardStreams.take();
    Frame first = channel.read();
    if (first == null || first.kind() != Kind.START) {
      throw new IOException("the agent has not said how to start");
    }
    StartBody start = StartBody.decode(first.body());
    Confinement confinement = new Confinement(start.agentPid());
    confinement.endWithAgent();
    Database database = Database.open(start); // it looks for control groups all over /sys
    confinement.restrictFiles(
        List.of(
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("java.home")),
            Path.of(args[0]),
            Path.of("/proc/self")));
    if (start.unprivileged()) {
      confinement.becomeNobody();
    }
    QueryWorker worker = new QueryWorker(channel, database, start);
    database.lockDown(); // as nobody: what paths come to depends on what can be looked at
    worker.startThreads();
    confinement.limitResources(start.memoryLimitMb());
    HelloBody hello = new HelloBody(database.version(), confinement.tier());
    channel.write(new Frame(Kind.HELLO, 0, hello.encode()));
    worker.readFrames();
    // No shutdown hooks: there is nothing to save, and a statement may be deep in native code.
    Runtime.getRuntime().halt(0);
  }

  private void startThreads() throws SQLException {
    segments.start();
    parsers.forEach(Thread::start);
    for (int i = 1; i <= start.poolSize(); i++) {
      new QueryThread(i, queries, channel, calls, database.connect(), epochs, segments::released)
          .start();
    }
  }

  private void readFrames() throws IOException {
    for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
      switch (frame.kind()) {
        case QUERY -> queries.add(new Work(frame, calls.add(frame.id())));
        case PARSE, PRINT -> parses.add(new Work(frame, calls.add(frame.id())));
        case CANCEL -> calls.cancel(frame.id());
        case SEGMENTS -> segments.apply(frame);
        default -> throw new IOException("the agent sent a " + frame.kind());
      }
    }
  }
}
