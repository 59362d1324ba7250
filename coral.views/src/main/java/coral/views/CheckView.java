// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.Check;

/**
 * Something that was tried with a sandbox.
 *
 * @param name what should hold
 * @param detail what was seen; empty: nothing to say
 */
public record CheckView(String name, boolean passed, String detail) {

  static CheckView of(Check check) {
    return new CheckView(check.getName(), check.getPassed(), check.getDetail());
  }
}
