// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import coral.api.script.ScriptMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a script may know of its own execution, and what an SDK method knows of its caller. */
public record ExecutionContext(
    UUID executionId,
    UUID scriptId,
    String scriptName,
    int version,
    ScriptMode mode,
    String trigger,
    Instant deadline,
    List<String> capabilities,
    Map<String, String> args,
    String agentId,
    String hostname,
    Map<String, String> labels) {}
