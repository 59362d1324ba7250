// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.query.internal.wire.Frame;
import coral.query.internal.wire.FrameChannel;
import coral.query.internal.wire.HelloBody;
import coral.query.internal.wire.Kind;
import coral.query.internal.wire.SegmentsBody;
import coral.query.internal.wire.StartBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker process, from its start to its end. Thread-safe. */
final class Worker {

  /** Called on the thread that reads the worker's frames; it must not block. */
  interface Listener {
    /** Nothing before {@code epoch} is in use in the worker any more. */
    void released(Worker worker, long epoch);

    /** Why the kernel killed the worker, if it did so for its memory. */
    Optional<String> memoryKill(Worker worker);

    /** It has ended and all its calls have failed. */
    void ended(Worker worker, String why);
  }

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int COMPLAINT_LINES = 5;

  private final Process process;
  private final Path directory;
  private final FrameChannel channel;
  private final Listener listener;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<String>> attachments = new ConcurrentHashMap<>();
  private final CompletableFuture<HelloBody> hello = new CompletableFuture<>();
  private final Deque<String> complaints = new ArrayDeque<>();
  private final AtomicBoolean lackedMemory = new AtomicBoolean();
  private volatile boolean killed;
  private volatile boolean ended;

  /**
   * @param directory of the segments that it may read
   */
  Worker(Process process, Path directory, StartBody start, Listener listener) throws IOException {
    this.process = process;
    this.directory = directory;
    this.listener = listener;
    this.channel = new FrameChannel(process.getInputStream(), process.getOutputStream());
    Thread.ofPlatform().daemon().name("coral-query-frames-" + process.pid()).start(this::read);
    Thread.ofVirtual().name("coral-query-stderr-" + process.pid()).start(this::readComplaints);
    channel.write(new Frame(Kind.START, 0, start.encode()));
  }

  long pid() {
    return process.pid();
  }

  Path directory() {
    return directory;
  }

  /** Once it takes calls. */
  CompletableFuture<HelloBody> hello() {
    return hello;
  }

  PendingCall call(Kind kind, byte[] body) {
    long id = ids.incrementAndGet();
    PendingCall call = new PendingCall(new Frame(kind, id, body));
    calls.put(id, call);
    try {
      channel.write(call.request());
    } catch (IOException e) {
      process.destroyForcibly(); // its end fails the call
    }
    if (ended && calls.remove(id) != null) {
      call.die(endedBefore());
    }
    return call;
  }

  /** Notes that a statement lacked memory; whether one had lacked it before. */
  boolean lacksMemory() {
    return lackedMemory.getAndSet(true);
  }

  /** The call is still answered; it is the caller's to kill the worker if that takes too long. */
  void cancel(PendingCall call) {
    try {
      channel.write(Frame.empty(Kind.CANCEL, call.request().id()));
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  /**
   * Completes with the worker's complaints, empty for none, once its views are those of the epoch.
   */
  CompletableFuture<String> attach(long epoch, SegmentsBody segments) {
    CompletableFuture<String> attached = new CompletableFuture<>();
    attachments.put(epoch, attached);
    try {
      channel.write(new Frame(Kind.SEGMENTS, epoch, segments.encode()));
    } catch (IOException e) {
      process.destroyForcibly();
    }
    if (ended) {
      attached.completeExceptionally(endedBefore());
    }
    return attached;
  }

  /** Because {@code call} cannot be stopped in another way. */
  void kill(PendingCall call) {
    call.blame();
    kill();
  }

  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  /** Until it is gone. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  private void read() {
    String why = "it ended";
    try {
      for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
        accept(frame);
      }
    } catch (IOException | RuntimeException e) {
      why = e.toString();
    }
    process.destroyForcibly();
    end(why + complaintText());
  }

  private void accept(Frame frame) {
    switch (frame.kind()) {
      case HELLO -> hello.complete(HelloBody.decode(frame.body()));
      case ATTACHED -> {
        CompletableFuture<String> attached = attachments.remove(frame.id());
        if (attached != null) {
          attached.complete(frame.text());
        }
      }
      case RELEASED -> listener.released(this, frame.id());
      default -> {
        PendingCall call = calls.get(frame.id());
        if (call != null && call.accept(frame)) {
          calls.remove(frame.id());
        }
      }
    }
  }

  private static WorkerDied endedBefore() {
    return new WorkerDied(false, true, "it had ended before");
  }

  private void end(String how) {
    ended = true;
    Optional<String> memoryKill = listener.memoryKill(this);
    String why = memoryKill.orElse(how);
    WorkerDied died = new WorkerDied(memoryKill.isPresent(), killed, why);
    hello.completeExceptionally(died);
    attachments.values().forEach(attached -> attached.completeExceptionally(died));
    listener.ended(this, why);
    for (Long id : List.copyOf(calls.keySet())) {
      PendingCall call = calls.remove(id);
      if (call != null) {
        call.die(died);
      }
    }
  }

  private void readComplaints() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.debug("Query worker {}: {}", pid(), line);
        synchronized (complaints) {
          if (complaints.size() == COMPLAINT_LINES) {
            complaints.removeFirst();
          }
          complaints.add(line);
        }
      }
    } catch (IOException e) {
      log.debug("Query worker {}: standard error is closed", pid(), e);
    }
  }

  private String complaintText() {
    synchronized (complaints) {
      return complaints.isEmpty() ? "" : ": " + String.join(" | ", complaints);
    }
  }
}
