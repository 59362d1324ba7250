// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.Kind;
import coral.query.internal.wire.SegmentsBody;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Attaches and detaches segments, apart from the queries. */
final class SegmentThread extends Thread {
  private final SegmentViews views;
  private final Epochs epochs;
  private final FrameChannel channel;
  private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>();

  SegmentThread(SegmentViews views, Epochs epochs, FrameChannel channel) {
    super("segments");
    this.views = views;
    this.epochs = epochs;
    this.channel = channel;
    setDaemon(true);
  }

  void apply(Frame segments) {
    queue.add(segments);
  }

  /** Nothing before {@code epoch} is in use any more. */
  void released(long epoch) {
    queue.add(Frame.empty(Kind.RELEASED, epoch));
  }

  @Override
  public void run() {
    try {
      while (true) {
        Frame frame = queue.take();
        if (frame.kind() == Kind.SEGMENTS) {
          swap(frame);
        }
        letGo();
      }
    } catch (IOException | InterruptedException agentIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private void swap(Frame frame) throws IOException {
    try {
      var unreadable = views.apply(frame.id(), SegmentsBody.decode(frame.body()));
      epochs.advance(frame.id());
      channel.write(Frame.text(Kind.ATTACHED, frame.id(), String.join("\n", unreadable)));
    } catch (SQLException e) {
      String kept = "the views stay as they were: " + Messages.shorten(e);
      channel.write(Frame.text(Kind.ATTACHED, frame.id(), kept));
    }
  }

  private void letGo() throws IOException {
    long oldest = epochs.oldest();
    try {
      views.detachBefore(oldest);
      channel.write(Frame.empty(Kind.RELEASED, oldest));
    } catch (SQLException e) {
      System.err.println("cannot detach a segment: " + e.getMessage());
    }
  }
}
