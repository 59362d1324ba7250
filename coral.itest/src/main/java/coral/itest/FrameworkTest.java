// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;

/** All of Coral resolves and starts in one framework. */
class FrameworkTest {

  @Test
  void startsEveryBundle(@InjectBundleContext BundleContext context) {
    assertThat(Arrays.stream(context.getBundles()).filter(FrameworkTest::isNotFragment))
        .isNotEmpty()
        .allSatisfy(FrameworkTest::isStarted);
  }

  private static void isStarted(Bundle bundle) {
    boolean lazy = "lazy".equals(bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY));
    assertThat(bundle.getState())
        .as(bundle.toString())
        .isIn(Bundle.ACTIVE, lazy ? Bundle.STARTING : Bundle.ACTIVE);
  }

  private static boolean isNotFragment(Bundle bundle) {
    return bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null;
  }
}
