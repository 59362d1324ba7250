// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Bundles as text. */
final class BundleText {
  /** {@code coral.boot} gives the bundles of {@code DIR/bundles} locations that begin so. */
  private static final String DROP_IN = "drop-in:";

  private BundleText() {}

  static String table(List<Bundle> bundles) {
    TextTable table = new TextTable("BUNDLE", "VERSION", "STATE", "FROM");
    bundles.stream()
        .sorted(
            Comparator.comparing((Bundle bundle) -> !isCoral(bundle))
                .thenComparing(BundleText::name)
                .thenComparing(Bundle::getVersion, Comparator.<Version>naturalOrder()))
        .forEach(
            bundle -> table.row(name(bundle), bundle.getVersion(), state(bundle), origin(bundle)));
    return table.textOr("no bundles");
  }

  private static boolean isCoral(Bundle bundle) {
    return name(bundle).startsWith("coral.");
  }

  private static String name(Bundle bundle) {
    String name = bundle.getSymbolicName();
    return name == null ? bundle.getLocation() : name;
  }

  private static String origin(Bundle bundle) {
    return bundle.getLocation().startsWith(DROP_IN) ? "drop-in" : "distribution";
  }

  private static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "active";
      case Bundle.INSTALLED -> "installed";
      case Bundle.STARTING ->
          bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) == null
              ? "starting"
              : "active (lazy)";
      case Bundle.STOPPING -> "stopping";
      case Bundle.UNINSTALLED -> "uninstalled";
      default -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null ? "stopped" : "fragment";
    };
  }
}
