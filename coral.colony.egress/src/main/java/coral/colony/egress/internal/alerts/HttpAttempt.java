// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request, and what its answer means. Thread-safe. */
final class HttpAttempt {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Nothing is sent yet.
   *
   * @param timeout from the first byte that is sent to the last one of the answer
   */
  HttpAttempt(HttpClient client, Duration timeout, Clock clock) {
    this.client = client;
    this.timeout = timeout;
    this.clock = clock;
  }

  Outcome send(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return meaning(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return later("no answer within %d s".formatted(timeout.toSeconds()));
    } catch (ExecutionException e) {
      return later(reason(e.getCause() instanceof IOException io ? io : new IOException(e)));
    } finally {
      answer.cancel(true);
    }
  }

  private Outcome meaning(HttpResponse<?> answer) {
    int status = answer.statusCode();
    String reason = "it answered " + status;
    if (status >= 200 && status < 300) {
      return new Outcome.Arrived();
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Refused(
          reason
              + answer
                  .headers()
                  .firstValue("Location")
                  .map(" and points to %s; redirects are not followed"::formatted)
                  .orElse(""));
    }
    if (status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
      Optional<Duration> after =
          answer
              .headers()
              .firstValue("Retry-After")
              .flatMap(header -> RetryAfter.parse(header, clock.instant()));
      return new Outcome.Later(reason, after);
    }
    return new Outcome.Refused(reason);
  }

  private static Outcome later(String reason) {
    return new Outcome.Later(reason, Optional.empty());
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "it cannot be connected to";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
