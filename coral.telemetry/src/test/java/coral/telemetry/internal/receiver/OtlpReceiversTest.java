// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.telemetry.internal.RecordingStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class OtlpReceiversTest {
  @Test
  void namesThePortThatIsInUseAndTheKey() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> open("127.0.0.1", port, 0))
          .isInstanceOf(CoralException.class)
          .hasMessage(
              "Cannot receive OTLP/gRPC on 127.0.0.1:"
                  + port
                  + ": the port is in use; free it, or set telemetry.otlp_grpc_port to another one"
                  + " (0 picks a free one).");
      assertThatThrownBy(() -> open("127.0.0.1", 0, port))
          .isInstanceOf(CoralException.class)
          .hasMessageStartingWith("Cannot receive OTLP/HTTP on 127.0.0.1:" + port)
          .hasMessageContaining("telemetry.otlp_http_port");
    }
  }

  @Test
  void saysThatAnAddressIsNotThisMachines() {
    assertThatThrownBy(() -> open("192.0.2.1", 0, 0))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("this machine has no such address; set telemetry.host");
  }

  @Test
  void saysThatAHostIsNotKnown() {
    assertThatThrownBy(() -> open("no-such-host.invalid", 0, 0))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("the host is not known");
  }

  @Test
  void tellsALoopbackAddressWhenItListensEverywhere() {
    try (OtlpReceivers receivers = open("0.0.0.0", 0, 0)) {
      assertThat(receivers.httpUrl()).startsWith("http://127.0.0.1:");
      assertThat(receivers.grpcAddress()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void freesItsPortsWhenClosed() throws Exception {
    OtlpReceivers receivers = open("127.0.0.1", 0, 0);
    int port = URI.create(receivers.httpUrl()).getPort();
    try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), port)) {
      idle.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      receivers.close();
      assertThat(idle.getInputStream().readAllBytes()).isNotEmpty();
    }
    open("127.0.0.1", 0, port).close();
  }

  private static OtlpReceivers open(String host, int grpcPort, int httpPort) {
    return OtlpReceivers.open(host, grpcPort, httpPort, new RecordingStore(), Clock.systemUTC());
  }
}
