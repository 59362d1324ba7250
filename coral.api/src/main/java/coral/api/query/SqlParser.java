// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import org.osgi.annotation.versioning.ProviderType;

/**
 * DuckDB's own parser, in the query worker's process. Thread-safe; both calls block for well under
 * a millisecond. Texts are untrusted: callers check size and nesting first, since the parser is
 * native code.
 */
@ProviderType
public interface SqlParser {
  /**
   * The statements as DuckDB's serialised tree: {@code json_serialize_sql} with null, empty and
   * default values left out.
   *
   * @throws coral.api.error.CoralException QUERY_REFUSED with the parser's message for anything but
   *     SELECT statements
   */
  String parse(String sql) throws InterruptedException;

  /** The text of a tree. */
  String print(String treeJson) throws InterruptedException;
}
