// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** Coral's version, which is that of this bundle. */
final class ColonyVersion {
  private ColonyVersion() {}

  /** Such as {@code "0.1.0"}: without the qualifier. */
  static String of(BundleContext context) {
    Version version = context.getBundle().getVersion();
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }
}
