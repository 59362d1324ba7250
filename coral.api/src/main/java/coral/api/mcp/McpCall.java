// SPDX-License-Identifier: Apache-2.0
package coral.api.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a tool. */
@ProviderType
public interface McpCall {
  /** As the input schema has them: texts, numbers, booleans, null, lists and maps of them. */
  Map<String, @Nullable Object> arguments();

  /** Who calls, for history and audit: {@code "mcp:"} and the client's name. */
  String caller();

  /** Tells the client how far it is, where it has asked for that; never fails. */
  void progress(String message);

  /** Runs {@code stop} when the client cancels the call, at once if it has already. */
  void onCancel(Runnable stop);
}
