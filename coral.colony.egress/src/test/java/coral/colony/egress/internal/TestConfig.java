// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration with the defaults, and what a test sets by method name. */
final class TestConfig {
  private final Map<String, Object> values = new HashMap<>();

  TestConfig with(String method, Object value) {
    values.put(method, value);
    return this;
  }

  EgressConfig config() {
    return (EgressConfig)
        Proxy.newProxyInstance(
            EgressConfig.class.getClassLoader(),
            new Class<?>[] {EgressConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
