// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param role {@code up}, {@code colony} or {@code agent}
 * @param settings {@code section.key} → values; they win over the configuration files. A key that
 *     ends in {@code []} is a list
 * @param tokenFile empty: {@code DIR/token}
 */
public record StartRequest(
    String role, Path data, Map<String, List<String>> settings, Optional<Path> tokenFile) {}
