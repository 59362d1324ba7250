// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** Framework properties that whoever launches the framework sets. */
enum BootProperty {
  /** The data directory. Required. */
  DATA("coral.data"),
  /** {@code agent}, {@code colony} or {@code up} (both). */
  ROLE("coral.role"),
  /** A file that holds the token, instead of {@code DIR/token}. */
  TOKEN_FILE("coral.token.file");

  /** Followed by {@code section.key}: a setting that wins over the configuration files. */
  static final String OVERRIDE_PREFIX = "coral.set.";

  private final String key;

  BootProperty(String key) {
    this.key = key;
  }

  String require(BundleContext context) {
    return Objects.requireNonNull(
        context.getProperty(key), () -> "framework property " + key + " is not set");
  }

  Optional<String> get(BundleContext context) {
    return Optional.ofNullable(context.getProperty(key));
  }
}
