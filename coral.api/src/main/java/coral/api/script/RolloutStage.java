// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

/**
 * How far a roll-out has come.
 *
 * <pre>
 * REQUESTED → CANARY              (the version waited for an approval)
 * CANARY    → PROMOTED | HALTED
 * PROMOTED, HALTED → (final)
 * </pre>
 */
public enum RolloutStage {
  REQUESTED,
  CANARY,
  PROMOTED,
  HALTED
}
