// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what services throw, or hand to {@code onError}, into a status with details: a {@link
 * CoralException} into its own, a gRPC status into itself, anything else into INTERNAL with the
 * stack trace in the log.
 */
final class ErrorInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorInterceptor.class);
  private final String role;

  ErrorInterceptor(String role) {
    this.role = role;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var translating = new TranslatingCall<>(call);
    try {
      return new TranslatingListener<>(next.startCall(translating, headers), translating);
    } catch (RuntimeException e) {
      translating.fail(e);
      return new ServerCall.Listener<>() {};
    }
  }

  private final class TranslatingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final AtomicBoolean closed = new AtomicBoolean();

    TranslatingCall(ServerCall<Q, A> call) {
      super(call);
    }

    void fail(RuntimeException e) {
      close(Status.fromThrowable(e), trailers(e));
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      Throwable cause = status.getCause();
      CoralException known = find(cause);
      if (known != null) {
        super.close(ErrorStatus.of(known).into(trailers), trailers);
      } else if (status.getCode() == Status.Code.UNKNOWN && cause != null) {
        String method = getMethodDescriptor().getFullMethodName();
        log.error("{} failed", method, cause);
        var internal =
            new CoralException(
                ErrorCode.INTERNAL,
                "%s failed inside the %s; its log says why".formatted(method, role));
        super.close(ErrorStatus.of(internal).into(trailers), trailers);
      } else {
        super.close(status, trailers);
      }
    }
  }

  private static Metadata trailers(Throwable e) {
    Metadata trailers = Status.trailersFromThrowable(e);
    return trailers == null ? new Metadata() : trailers;
  }

  private static @Nullable CoralException find(@Nullable Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CoralException known) {
        return known;
      }
      if (t instanceof StatusException || t instanceof StatusRuntimeException) {
        return null;
      }
    }
    return null;
  }

  private static final class TranslatingListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ErrorInterceptor.TranslatingCall<Q, ?> call;

    TranslatingListener(ServerCall.Listener<Q> listener, TranslatingCall<Q, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guarded(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guarded(super::onHalfClose);
    }

    @Override
    public void onCancel() {
      guarded(super::onCancel);
    }

    @Override
    public void onComplete() {
      guarded(super::onComplete);
    }

    @Override
    public void onReady() {
      guarded(super::onReady);
    }

    private void guarded(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        call.fail(e);
      }
    }
  }
}
