// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.mcp.McpCall;
import coral.api.mcp.McpResource;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ScriptDetail;
import coral.views.HistoryView;
import coral.views.ScriptView;
import coral.views.ViewJson;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral://scripts/{id}}: the source of a script, what became of it, and its versions. */
@Component(service = McpResource.class, property = McpResource.URI + "=" + StoredScript.TEMPLATE)
public final class StoredScript implements McpResource {
  static final String TEMPLATE = "coral://scripts/{id}";
  private static final String PREFIX = TEMPLATE.substring(0, TEMPLATE.indexOf('{'));

  private final ColonyClient colony;

  /** All of it. */
  record Stored(ScriptView script, String code, HistoryView history) {}

  @Activate
  public StoredScript(@Reference(name = "colony") ColonyClient colony) {
    this.colony = colony;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public String title() {
    return "A script";
  }

  @Override
  public String description() {
    return "Source and versions of a script, by its id, 8 characters of it, or its name.";
  }

  @Override
  public String mimeType() {
    return "application/json";
  }

  @Override
  public String read(String uri) {
    String id = uri.substring(Math.min(PREFIX.length(), uri.length()));
    McpCall call = new Reading();
    try {
      ScriptDetail detail =
          colony.ask(
              call,
              10,
              stub -> stub.getScript(GetScriptRequest.newBuilder().setScript(id).build()));
      HistoryView history =
          HistoryView.of(
              colony.ask(
                  call,
                  10,
                  stub ->
                      stub.getScriptHistory(
                          GetScriptHistoryRequest.newBuilder().setScript(id).build())));
      return ViewJson.text(
          new Stored(ScriptView.of(detail.getSummary()), detail.getScript().getCode(), history));
    } catch (StatusRuntimeException e) {
      throw new CoralException(ErrorCode.NOT_FOUND, Refused.of(e).text(), e);
    }
  }

  /** Nobody is told how far it is, and nobody cancels it. */
  private static final class Reading implements McpCall {
    @Override
    public Map<String, @Nullable Object> arguments() {
      return Map.of();
    }

    @Override
    public String caller() {
      return "mcp";
    }

    @Override
    public void progress(String message) {}

    @Override
    public void onCancel(Runnable stop) {}
  }
}
