// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.util.Collection;
import java.util.Optional;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Components that could not be activated, by what Declarative Services knows of them. */
final class StartFailures {
  private final ServiceComponentRuntime runtime;

  StartFailures(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /** The sentence of the first failure. */
  Optional<String> first() {
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      Collection<ComponentConfigurationDTO> configurations =
          runtime.getComponentConfigurationDTOs(description);
      for (ComponentConfigurationDTO configuration : configurations) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          return Optional.of(sentence(configuration.failure));
        }
      }
    }
    return Optional.empty();
  }

  /** Out of a stack trace: the innermost cause's message, without its class. */
  static String sentence(String stackTrace) {
    String sentence = "";
    for (String line : stackTrace.lines().toList()) {
      if (sentence.isEmpty() || line.startsWith("Caused by: ")) {
        sentence = line.replaceFirst("^Caused by: ", "");
        if (sentence.startsWith("coral.api.error.CoralException: ")) {
          break;
        }
      }
    }
    return sentence.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
