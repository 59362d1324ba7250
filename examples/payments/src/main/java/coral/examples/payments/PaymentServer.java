// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import coral.examples.payments.Ledger.Payment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /pay?amount=EUR}, {@code POST /chaos?delay_ms=N&error_ratio=R} and {@code GET
 * /health}, on loopback.
 */
final class PaymentServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("payments");
  private static final double MAX_AMOUNT_EUR = 1_000_000;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Ledger ledger = new Ledger();
  private final Trouble trouble;

  private PaymentServer(HttpServer http, Trouble trouble) {
    this.http = http;
    this.trouble = trouble;
  }

  static PaymentServer start(int port, Trouble trouble) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    PaymentServer server = new PaymentServer(http, trouble);
    http.createContext("/pay", exchange -> server.answer(exchange, "POST", server::pay));
    http.createContext("/chaos", exchange -> server.answer(exchange, "POST", server::chaos));
    http.createContext("/health", exchange -> server.answer(exchange, "GET", server::health));
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String json) {}

  private interface Action {
    Answer run(Map<String, String> query) throws InterruptedException;
  }

  private Answer pay(Map<String, String> query) throws InterruptedException {
    double amount = Options.number("amount", query.getOrDefault("amount", "9.99"), MAX_AMOUNT_EUR);
    Payment payment = ledger.settle(amount, trouble.callCardNetwork());
    Level level = payment.outcome() == Ledger.Outcome.FAILED ? Level.SEVERE : Level.INFO;
    LOG.log(
        level,
        () ->
            String.format(
                Locale.ROOT, "Payment %d of %.2f EUR %s", payment.id(), amount, payment.outcome()));
    return new Answer(
        payment.outcome().status(),
        String.format("{\"payment\": %d, \"outcome\": \"%s\"}", payment.id(), payment.outcome()));
  }

  private Answer chaos(Map<String, String> query) {
    if (query.containsKey("delay_ms")) {
      trouble.delayMs(
          (int)
              Options.number("delay_ms", query.getOrDefault("delay_ms", ""), Trouble.MAX_DELAY_MS));
    }
    if (query.containsKey("error_ratio")) {
      trouble.errorRatio(Options.number("error_ratio", query.getOrDefault("error_ratio", ""), 1));
    }
    LOG.warning(() -> "Card network: " + trouble.delayMs() + " ms, errors " + trouble.errorRatio());
    return state();
  }

  private Answer health(Map<String, String> query) {
    return state();
  }

  private Answer state() {
    return new Answer(
        200,
        "{\"status\": \"up\", \"delay_ms\": "
            + trouble.delayMs()
            + ", \"error_ratio\": "
            + trouble.errorRatio()
            + "}");
  }

  private void answer(HttpExchange exchange, String method, Action action) throws IOException {
    try (exchange) {
      Answer answer;
      if (exchange.getRequestMethod().equals(method)) {
        answer = run(action, query(exchange.getRequestURI().getRawQuery()));
      } else {
        exchange.getResponseHeaders().set("Allow", method);
        answer = new Answer(405, "{\"error\": \"use " + method + "\"}");
      }
      byte[] body = answer.json().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer run(Action action, Map<String, String> query) {
    try {
      return action.run(query);
    } catch (IllegalArgumentException e) {
      return new Answer(
          400, "{\"error\": \"" + String.valueOf(e.getMessage()).replace('"', '\'') + "\"}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(503, "{\"error\": \"stopping\"}");
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(
              pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    }
    return query;
  }
}
