// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.error.CoralException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Components that could not be activated, by what Declarative Services knows of them. */
final class StartFailures {
  private static final String CORAL_EXCEPTION = CoralException.class.getName() + ": ";

  private final ServiceComponentRuntime runtime;

  StartFailures(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /** The sentence of the failure that the others follow from. */
  Optional<String> first() {
    List<String> failures = new ArrayList<>();
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO configuration :
          runtime.getComponentConfigurationDTOs(description)) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          failures.add(configuration.failure);
        }
      }
    }
    return root(failures);
  }

  /**
   * A component whose reference could not be had fails too, without a sentence of Coral's: it is
   * told only when there is no other.
   */
  static Optional<String> root(List<String> stackTraces) {
    return stackTraces.stream()
        .min(Comparator.comparing(stackTrace -> !stackTrace.contains(CORAL_EXCEPTION)))
        .map(StartFailures::sentence);
  }

  /** Out of a stack trace: the innermost cause's message, without its class. */
  static String sentence(String stackTrace) {
    String sentence = "";
    for (String line : stackTrace.lines().toList()) {
      if (sentence.isEmpty() || line.startsWith("Caused by: ")) {
        sentence = line.replaceFirst("^Caused by: ", "");
        if (sentence.startsWith(CORAL_EXCEPTION)) {
          break;
        }
      }
    }
    return sentence.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
