// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import com.google.protobuf.CodedOutputStream;
import coral.proto.sdk.v1.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames, each after its length as a little-endian u32, in the order in which they were
 * queued. {@link #run} does so on one platform thread; whoever queues waits while a mebibyte is
 * waiting before it, so that a script that reads slowly slows its own calls down. Thread-safe.
 *
 * <p>Why a thread of its own: a native write pins a virtual thread's carrier for as long as the
 * script does not read, and interrupting a thread within it would close the channel.
 */
final class FrameWriter {
  private static final int MAX_QUEUED = 1 << 20;

  private final WritableByteChannel out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition queued = lock.newCondition();
  private final Condition written = lock.newCondition();
  private ArrayDeque<Frame> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean closed;

  FrameWriter(WritableByteChannel out) {
    this.out = out;
  }

  /**
   * Queues an element of a stream.
   *
   * @return false when the connection has ended
   */
  boolean send(Frame frame) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queuedBytes >= MAX_QUEUED && !closed) {
        written.await();
      }
      return add(frame);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues what ends a request, whether or not the thread is interrupted; nothing when the
   * connection has ended.
   *
   * @param first runs before the peer can see the frame, in any case
   */
  void answer(Frame frame, Runnable first) {
    lock.lock();
    try {
      while (queuedBytes >= MAX_QUEUED && !closed) {
        written.awaitUninterruptibly();
      }
      first.run();
      boolean _ = add(frame);
    } finally {
      lock.unlock();
    }
  }

  void answer(Frame frame) {
    answer(frame, () -> {});
  }

  /** Nothing is queued from here on; {@link #run} returns when it has written what is there. */
  void close() {
    lock.lock();
    try {
      closed = true;
      queued.signalAll();
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes until {@link #close} or a broken connection.
   *
   * @param buffer empty
   */
  void run(ByteBuffer buffer) throws IOException {
    try {
      for (ArrayDeque<Frame> batch = take(); !batch.isEmpty(); batch = take()) {
        long bytes = 0;
        for (Frame frame : batch) {
          bytes += frame.getSerializedSize();
          write(frame, buffer);
        }
        flush(buffer);
        release(bytes);
      }
    } finally {
      close();
    }
  }

  private boolean add(Frame frame) {
    if (closed) {
      return false;
    }
    queue.add(frame);
    queuedBytes += frame.getSerializedSize();
    queued.signal();
    return true;
  }

  private ArrayDeque<Frame> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        queued.awaitUninterruptibly();
      }
      ArrayDeque<Frame> taken = queue;
      queue = new ArrayDeque<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void release(long bytes) {
    lock.lock();
    try {
      queuedBytes -= bytes;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(Frame frame, ByteBuffer buffer) throws IOException {
    int size = frame.getSerializedSize();
    if (buffer.remaining() < FrameReader.HEADER + size) {
      flush(buffer);
    }
    buffer.putInt(size);
    if (size <= buffer.remaining()) {
      CodedOutputStream coded = CodedOutputStream.newInstance(buffer);
      frame.writeTo(coded);
      coded.flush();
      return;
    }
    byte[] bytes = frame.toByteArray();
    for (int at = 0; at < size; ) {
      int count = Math.min(buffer.remaining(), size - at);
      buffer.put(bytes, at, count);
      at += count;
      flush(buffer);
    }
  }

  private void flush(ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
