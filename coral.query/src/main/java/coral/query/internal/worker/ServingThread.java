// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.ErrorBody;
import coral.query.internal.wire.ErrorBody.Reason;
import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;

/** Takes calls from a queue and answers them over a connection of its own, one after the other. */
abstract class ServingThread extends Thread {
  /** DuckDB's binder and optimiser recurse deeply: 900 terms of a sum overflow the usual 1 MiB. */
  private static final long STACK_BYTES = 16L << 20;

  /** A frame and what can stop its call. */
  record Work(Frame frame, Call call) {}

  private final BlockingQueue<Work> queue;
  private final FrameChannel channel;
  private final Calls calls;
  private final ThreadCpu cpu = new ThreadCpu();
  private long cpuBefore;

  ServingThread(String name, BlockingQueue<Work> queue, FrameChannel channel, Calls calls) {
    super(null, null, name, STACK_BYTES);
    this.queue = queue;
    this.channel = channel;
    this.calls = calls;
    setDaemon(true);
  }

  /** Answers the call, all but an error. */
  abstract void serve(Work work) throws SQLException, IOException;

  @Override
  public final void run() {
    try {
      while (true) {
        Work work = queue.take();
        answer(work);
      }
    } catch (IOException | InterruptedException agentIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private void answer(Work work) throws IOException {
    cpuBefore = cpu.nanos();
    try {
      serve(work);
    } catch (SQLException e) {
      refuse(work, Messages.of(e));
    } catch (OutOfMemoryError e) {
      refuse(work, new ErrorBody(Reason.MEMORY, "the result does not fit into the query worker"));
    } catch (RuntimeException | StackOverflowError e) {
      refuse(work, new ErrorBody(Reason.INTERNAL, e.toString()));
    } finally {
      work.call().end();
      calls.remove(work.frame().id());
    }
  }

  private void refuse(Work work, ErrorBody error) throws IOException {
    Reason stopped = work.call().stopped();
    ErrorBody body =
        new ErrorBody(stopped == null ? error.reason() : stopped, error.message(), cpuNanos());
    channel.write(new Frame(Kind.ERROR, work.frame().id(), body.encode()));
  }

  /** Of the call that is being answered, so far; all of it, as DuckDB has no other threads. */
  final long cpuNanos() {
    return cpu.nanos() - cpuBefore;
  }

  final FrameChannel channel() {
    return channel;
  }
}
