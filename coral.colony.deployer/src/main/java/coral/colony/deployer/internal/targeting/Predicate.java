// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.agent.Agent;
import java.util.List;

/** What an agent has to be like, as a tree. Immutable. */
sealed interface Predicate {
  boolean matches(Agent agent);

  /** True when a value of the key meets the condition, so false where there is none. */
  record Has(Key key, Condition condition) implements Predicate {
    @Override
    public boolean matches(Agent agent) {
      for (String value : key.values(agent)) {
        if (condition.accepts(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Also what {@code !=}, {@code !~} and {@code NOT IN} come to. */
  record Not(Predicate part) implements Predicate {
    @Override
    public boolean matches(Agent agent) {
      return !part.matches(agent);
    }
  }

  /** {@code AND}. */
  record All(List<Predicate> parts) implements Predicate {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(Agent agent) {
      for (Predicate part : parts) {
        if (!part.matches(agent)) {
          return false;
        }
      }
      return true;
    }
  }

  /** {@code OR}. */
  record Any(List<Predicate> parts) implements Predicate {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(Agent agent) {
      for (Predicate part : parts) {
        if (part.matches(agent)) {
          return true;
        }
      }
      return false;
    }
  }
}
