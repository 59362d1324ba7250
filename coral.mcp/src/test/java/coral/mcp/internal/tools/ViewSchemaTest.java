// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import coral.views.ScriptStatusView;
import coral.views.ScriptView;
import coral.views.ViewJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewSchemaTest {
  private final JsonNode script = ViewJson.tree(ViewSchema.of(ScriptView.class));

  @Test
  void namesMembersAsTheirJsonDoes() {
    assertThat(script.at("/properties/created_by/type").asString()).isEqualTo("string");
    assertThat(script.at("/properties/version/type").asString()).isEqualTo("integer");
    assertThat(script.at("/properties/targets/items/type").asString()).isEqualTo("string");
  }

  @Test
  void saysWhatMayBeNull() {
    assertThat(script.at("/properties/deployed_at/type").toString())
        .isEqualTo("[\"string\",\"null\"]");
    assertThat(script.at("/properties/pending_approval/type").toString())
        .isEqualTo("[\"object\",\"null\"]");
  }

  @Test
  void putsMembersThatAreUnwrappedBesideTheOthers() {
    JsonNode status = ViewJson.tree(ViewSchema.of(ScriptStatusView.class));
    assertThat(status.at("/properties/created_by/type").asString()).isEqualTo("string");
    assertThat(status.at("/properties/executions/items/type").asString()).isEqualTo("object");
    assertThat(status.at("/properties/script").isMissingNode()).isTrue();
  }
}
