// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.agent.Agent;

/** One entry of a script's targets. Immutable. */
sealed interface Target {
  /** Longest entry, in characters. */
  int MAX_CHARS = 4_096;

  boolean matches(Agent agent);

  /** Why this agent, which does not match, does not; a sentence without its full stop. */
  String mismatch(Agent agent);

  /** Throws {@link MalformedTargetException} for what is meant as a predicate and is none. */
  static Target parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw MalformedTargetException.tooLong(text, MAX_CHARS);
    }
    return Operators.in(text) ? new Selection(PredicateParser.parse(text)) : new Name(text);
  }

  /** The id of an agent, or a service. */
  record Name(String name) implements Target {
    @Override
    public boolean matches(Agent agent) {
      return name.equals(agent.id()) || agent.services().contains(name);
    }

    @Override
    public String mismatch(Agent agent) {
      return "it is not called %s and has seen no such service; it has seen: %s"
          .formatted(Words.quoted(name), Words.listed(agent.services()));
    }
  }

  /** Agents by a predicate. */
  record Selection(Predicate predicate) implements Target {
    @Override
    public boolean matches(Agent agent) {
      return predicate.matches(agent);
    }

    @Override
    public String mismatch(Agent agent) {
      return new Mismatch(agent).of(predicate);
    }
  }

  /**
   * What was stored when targets were names only, and is no predicate: the other targets of its
   * script are as good as before.
   *
   * @param why it is malformed
   */
  record Malformed(String why) implements Target {
    @Override
    public boolean matches(Agent agent) {
      return false;
    }

    @Override
    public String mismatch(Agent agent) {
      return why;
    }
  }
}
