// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

/**
 * A result's column.
 *
 * @param type DuckDB's name of it, such as {@code "BIGINT"}
 */
public record Column(String name, String type, Encoding encoding) {}
