// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

/** What the command line says. */
record Options(int port, int delayMs, double errorRatio) {
  private static final String USAGE =
      "payments.jar [--port N (8080, 0 picks a free one)] [--delay-ms N (20)] [--error-ratio 0..1 (0)]";

  static Options parse(String... arguments) {
    int port = 8080;
    int delayMs = 20;
    double errorRatio = 0;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + arguments[i] + "' needs a value; usage: " + USAGE);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--port" -> port = (int) number(arguments[i], value, 65_535);
        case "--delay-ms" -> delayMs = (int) number(arguments[i], value, Trouble.MAX_DELAY_MS);
        case "--error-ratio" -> errorRatio = number(arguments[i], value, 1);
        default ->
            throw new IllegalArgumentException(
                "'" + arguments[i] + "' is no option; usage: " + USAGE);
      }
    }
    return new Options(port, delayMs, errorRatio);
  }

  /** Of an option or a query parameter: from 0 to {@code max}. */
  static double number(String name, String value, double max) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= 0 && number <= max)) {
      throw new IllegalArgumentException(
          name + " is '" + value + "', which is no number from 0 to " + max + ".");
    }
    return number;
  }
}
