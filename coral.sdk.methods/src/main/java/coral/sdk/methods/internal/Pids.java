// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

/** The configuration sections without which there are no methods: a colony has none of them. */
final class Pids {
  static final String SDK = "coral.sdk";
  static final String QUERY = "coral.query";
  static final String SCRIPT = "coral.script";
  static final String TELEMETRY = "coral.telemetry";

  private Pids() {}
}
