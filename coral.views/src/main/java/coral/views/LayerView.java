// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.Layer;

/**
 * One of the walls around a script.
 *
 * @param on in force for every script
 * @param detail what it does; where it is off: why, and what would turn it on
 */
public record LayerView(String name, boolean on, String detail) {

  static LayerView of(Layer layer) {
    return new LayerView(layer.getName(), layer.getOn(), layer.getDetail());
  }

  static LayerView of(coral.api.sandbox.Layer layer) {
    return new LayerView(layer.name(), layer.on(), layer.detail());
  }
}
