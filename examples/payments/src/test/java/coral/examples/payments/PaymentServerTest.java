// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentServerTest {
  private final Trouble trouble = new Trouble(0, 0);
  private final HttpClient client = HttpClient.newHttpClient();
  private PaymentServer server;

  @BeforeEach
  void start() throws Exception {
    server = PaymentServer.start(0, trouble);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void acceptsAPayment() throws Exception {
    HttpResponse<String> response = send("POST", "/pay?amount=12.50");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"payment\": 1, \"outcome\": \"ACCEPTED\"}");
  }

  @Test
  void declinesMoreThanTheLimit() throws Exception {
    assertThat(send("POST", "/pay?amount=1000.01").statusCode()).isEqualTo(402);
  }

  @Test
  void failsAsOftenAsItWasTold() throws Exception {
    send("POST", "/chaos?error_ratio=1");

    assertThat(send("POST", "/pay").statusCode()).isEqualTo(500);
  }

  @Test
  void becomesSlowWhenTold() throws Exception {
    assertThat(send("POST", "/chaos?delay_ms=700").statusCode()).isEqualTo(200);

    assertThat(trouble.delayMs()).isEqualTo(700);
    assertThat(send("GET", "/health").body())
        .isEqualTo("{\"status\": \"up\", \"delay_ms\": 700, \"error_ratio\": 0.0}");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws Exception {
    assertThat(send("POST", "/pay?amount=much").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/chaos?delay_ms=-1").body()).contains("delay_ms is '-1'");
    assertThat(send("GET", "/pay").statusCode()).isEqualTo(405);
  }

  @Test
  void readsItsOptions() {
    assertThat(Options.parse("--port", "0", "--delay-ms", "5", "--error-ratio", "0.1"))
        .isEqualTo(new Options(0, 5, 0.1));
    assertThatThrownBy(() -> Options.parse("--prot", "1")).hasMessageContaining("'--prot'");
    assertThatThrownBy(() -> Options.parse("--port")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> Options.parse("--port", "70000"))
        .hasMessageContaining("'70000', which is no number from 0 to 65535");
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
