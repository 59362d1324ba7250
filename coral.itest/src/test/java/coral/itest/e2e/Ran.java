// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has ended. */
record Ran(int exitCode, String out, String err) {
  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + "\nstdout: " + out + "\nstderr: " + err;
  }
}
