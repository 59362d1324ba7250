// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

import java.io.IOException;

/**
 * The service's entry: {@code java -jar payments.jar [--port N] [--delay-ms N] [--error-ratio R]}.
 * It knows nothing of Coral; OpenTelemetry's Java agent beside it ({@code -javaagent:}) tells what
 * it does.
 */
public final class Payments {
  private Payments() {}

  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("payments: " + e.getMessage());
      System.exit(2);
      return;
    }
    Trouble trouble = new Trouble(options.delayMs(), options.errorRatio());
    PaymentServer server = PaymentServer.start(options.port(), trouble);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("payments listens on http://127.0.0.1:" + server.port());
    System.out.flush();
  }
}
