// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import org.osgi.annotation.versioning.ProviderType;

/** A script's call while it is being answered. Thread-safe. */
@ProviderType
public interface SdkCall {
  ExecutionContext execution();

  /** The method's own request message. */
  byte[] payload();

  /**
   * Sends an element of a stream; blocks while the script reads slowly.
   *
   * @throws coral.api.error.CoralException CANCELLED when the script is gone or no longer wants it
   */
  void next(byte[] payload);

  /**
   * Counts that the call ran into a limit, for the execution's status; the method still says so to
   * the script by its own error.
   *
   * @param limit the configuration's key
   * @param value of the limit, with its unit
   */
  void hit(String limit, String value);

  boolean cancelled();

  /**
   * Runs when the script cancels or goes away, on another thread; at once when that has happened.
   */
  void onCancel(Runnable action);
}
