// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

/** Paths into JSON columns, which DuckDB takes as JSON pointers too (RFC 6901). */
final class JsonPointers {
  private JsonPointers() {}

  /** To the member of that name; dots, quotes and slashes in it mean themselves. */
  static String to(String member) {
    return "/" + member.replace("~", "~0").replace("/", "~1");
  }
}
