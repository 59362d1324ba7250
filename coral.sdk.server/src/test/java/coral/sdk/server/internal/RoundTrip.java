// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.sdk.SdkSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures a call that does nothing, over the real socket. A program, not a test: times are not
 * asserted.
 */
final class RoundTrip {
  private static final int CALLS = 20_000;

  private RoundTrip() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("coral-sdk");
    var methods = new MethodTable();
    methods.bind("noop", 1, 0, call -> new byte[0]);
    try (var server =
        new SdkServer(directory.resolve("sdk.sock"), methods, new Limits(32, 100_000), "0")) {
      SdkSession session = server.open(Executions.any());
      session.bind(ProcessHandle.current().pid());
      try (var client = TestClient.connect(session.socket()).hello(session.token())) {
        client.read();
        measure(client);
        long[] nanos = measure(client);
        System.out.printf(
            "no-op call, Java client: p50 %d µs, p99 %d µs (%d calls)%n",
            nanos[CALLS / 2] / 1_000, nanos[CALLS * 99 / 100] / 1_000, CALLS);
      }
    }
  }

  private static long[] measure(TestClient client) throws Exception {
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long from = System.nanoTime();
      client.call(i + 1, "noop", "").read();
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    return nanos;
  }
}
