// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import coral.proto.sdk.v1.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the calls of one connection, each on a virtual thread, within the limits. Thread-safe. */
final class CallRunner {
  /** The bootstrap's own calls, such as its heartbeat, which a busy script must not starve. */
  static final String RUNTIME = "runtime.";

  /** Of requests' payloads at a time, for a script that sends large ones in parallel. */
  static final long MAX_PAYLOADS = 16 << 20;

  /** Of characters; it becomes a thread's name and part of messages. */
  static final int MAX_NAME = 256;

  private static final int MAX_RUNTIME_CALLS = 4;
  private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

  private final ExecutionContext execution;
  private final MethodTable methods;
  private final Supplier<Limits> limits;
  private final LimitHits hits;
  private final FrameWriter writer;
  private final Counters counters;
  private final Map<Long, ServedCall> calls = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong payloads = new AtomicLong();
  private final Semaphore runtimeCalls = new Semaphore(MAX_RUNTIME_CALLS);

  CallRunner(
      ExecutionContext execution,
      MethodTable methods,
      Supplier<Limits> limits,
      LimitHits hits,
      FrameWriter writer,
      Counters counters) {
    this.execution = execution;
    this.methods = methods;
    this.limits = limits;
    this.hits = hits;
    this.writer = writer;
    this.counters = counters;
  }

  /**
   * Starts a call, or answers it with LIMIT_EXCEEDED. For the connection's reader alone.
   *
   * @param withinRate whether the script has kept its rate
   * @throws MalformedFrameException when the request id is in use, or is 0
   */
  void start(long id, String method, byte[] payload, boolean withinRate)
      throws MalformedFrameException {
    if (id == 0 || calls.containsKey(id)) {
      throw new MalformedFrameException(
          "request id " + Long.toUnsignedString(id) + " was used for a second open request");
    }
    if (method.length() > MAX_NAME) {
      counters.calls.increment();
      writer.answer(nameless(id, method));
      return;
    }
    boolean runtime = method.startsWith(RUNTIME);
    if (runtime ? !admitRuntime(id) : !admit(id, payload.length, withinRate)) {
      return;
    }
    payloads.addAndGet(payload.length);
    var call = new ServedCall(id, execution, payload, hits, writer);
    calls.put(id, call);
    Runnable release =
        () -> {
          calls.remove(id);
          payloads.addAndGet(-payload.length);
          if (runtime) {
            runtimeCalls.release();
          } else {
            running.decrementAndGet();
          }
        };
    Thread thread =
        Thread.ofVirtual().name("sdk " + method).unstarted(() -> run(call, method, release));
    call.runsOn(thread);
    thread.start();
  }

  void cancel(long id) {
    ServedCall call = calls.get(id);
    if (call != null) {
      call.abort(new CoralException(ErrorCode.CANCELLED, "the script cancelled the call"));
    }
  }

  /** The connection has ended. */
  void cancelAll() {
    CoralException gone = ServedCall.gone();
    calls.values().forEach(call -> call.abort(gone));
  }

  private boolean admit(long id, int bytes, boolean withinRate) {
    Limits now = limits.get();
    if (!withinRate) {
      hits.add("sdk.max_requests_per_second", now.maxRequestsPerSecond() + " requests/s");
      return refuse(id, "more than %d requests per second".formatted(now.maxRequestsPerSecond()));
    }
    if (payloads.get() + bytes > MAX_PAYLOADS) {
      hits.add("sdk.max_concurrent_bytes", (MAX_PAYLOADS >> 20) + " MiB");
      return refuse(id, "more than %d MiB of requests at once".formatted(MAX_PAYLOADS >> 20));
    }
    if (running.get() >= now.maxConcurrentCalls()) {
      hits.add("sdk.max_concurrent_calls", now.maxConcurrentCalls() + " calls");
      return refuse(id, "more than %d calls at once".formatted(now.maxConcurrentCalls()));
    }
    running.incrementAndGet();
    return true;
  }

  private static Frame nameless(long id, String method) {
    return Answers.error(
        id,
        ErrorCode.INVALID_ARGUMENT,
        "a method's name has at most %d characters, but this one has %,d: '%s'"
            .formatted(MAX_NAME, method.length(), SimilarNames.shortened(method)));
  }

  private boolean admitRuntime(long id) {
    return runtimeCalls.tryAcquire()
        || refuse(id, "more than %d calls of the runtime at once".formatted(MAX_RUNTIME_CALLS));
  }

  private boolean refuse(long id, String what) {
    counters.calls.increment();
    counters.limited.increment();
    writer.answer(
        Answers.error(
            id,
            ErrorCode.LIMIT_EXCEEDED,
            "the script makes " + what + "; await earlier calls or call less often"));
    return false;
  }

  private void run(ServedCall call, String method, Runnable release) {
    Frame answer = answer(call, method);
    count(answer);
    writer.answer(answer, release);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a method throws, its script gets an answer
  private Frame answer(ServedCall call, String method) {
    try {
      byte[] result;
      try (MethodTable.Lease lease = methods.acquire(method, call::abort)) {
        result = lease.method().call(call);
      }
      CoralException aborted = call.aborted();
      return aborted != null && aborted.code() == ErrorCode.CANCELLED
          ? Answers.error(call.id(), aborted)
          : Answers.result(call.id(), result);
    } catch (InterruptedException e) {
      return interrupted(call);
    } catch (CoralException e) {
      CoralException aborted = call.aborted();
      return Answers.error(call.id(), aborted != null ? aborted : e);
    } catch (Throwable e) {
      return call.aborted() != null ? interrupted(call) : internal(call, method, e);
    }
  }

  private static Frame interrupted(ServedCall call) {
    CoralException aborted = call.aborted();
    return aborted != null
        ? Answers.error(call.id(), aborted)
        : Answers.error(call.id(), ErrorCode.CANCELLED, "the call was interrupted");
  }

  private Frame internal(ServedCall call, String method, Throwable e) {
    String id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    LOG.error("{} failed for execution {} [{}]", method, execution.executionId(), id, e);
    return Answers.error(
        call.id(),
        ErrorCode.INTERNAL,
        "method '" + method + "' failed inside the agent; its log has the cause under " + id);
  }

  private void count(Frame answer) {
    counters.calls.increment();
    if (answer.hasError()) {
      switch (ErrorCode.valueOf(answer.getError().getCode()).kind()) {
        case UNAVAILABLE, INTERNAL -> counters.failed.increment();
        default -> {
          if (answer.getError().getCode().equals(ErrorCode.CANCELLED.name())) {
            counters.cancelled.increment();
          }
        }
      }
    }
  }
}
