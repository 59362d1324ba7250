// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

/** The process did not come up; the message is one sentence for the person who started it. */
public final class StartFailedException extends Exception {
  private static final long serialVersionUID = 1;

  StartFailedException(String sentence) {
    super(sentence);
  }
}
