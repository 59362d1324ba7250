// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard;
import coral.api.query.SqlParser;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides on DuckDB's own tree of a statement, never on its text: what is run is the printed tree,
 * so that nothing the parser sees differently from this class can slip through. Thread-safe.
 */
final class TreeQueryGuard implements QueryGuard {
  /** EXPLAIN has no tree: it is taken off and put back. */
  private static final Pattern EXPLAIN =
      Pattern.compile(
          "^\\s*(EXPLAIN(?:\\s+ANALYZE)?)\\s+(?!ANALYZE\\b)(.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final SqlParser parser;
  private final DecisionCache cache = new DecisionCache();

  TreeQueryGuard(SqlParser parser) {
    this.parser = parser;
  }

  @Override
  public GuardDecision check(String sql, Options options) throws InterruptedException {
    GuardDecision known = cache.get(sql, options);
    if (known != null) {
      return known;
    }
    GuardDecision decision;
    try {
      decision = decide(sql, options);
    } catch (Refusal e) {
      decision = new GuardDecision.Refused(e.reason());
    } catch (CoralException e) {
      if (e.code() != ErrorCode.QUERY_REFUSED) {
        throw e;
      }
      decision = new GuardDecision.Refused(parserRefusal(e.sentence()));
    }
    cache.put(sql, options, decision);
    return decision;
  }

  private GuardDecision decide(String sql, Options options) throws InterruptedException {
    Matcher explain = EXPLAIN.matcher(sql);
    boolean explained = explain.matches();
    String query = explained ? explain.group(2) : sql;
    ObjectNode tree = Tree.read(parser.parse(query));
    JsonNode statements = tree.path("statements");
    if (statements.size() != 1) {
      throw new Refusal(
          statements.isEmpty()
              ? "There is no statement; write one SELECT."
              : "There are %d statements; send them one at a time.".formatted(statements.size()));
    }
    if (!(statements.get(0) instanceof ObjectNode statement)) {
      throw new Refusal("The statement cannot be read.");
    }
    StatementRewriter rewriter = new StatementRewriter(query, options);
    boolean limited = RowLimit.isWithin(statement.path("node"), options.maxRows());
    rewriter.rewrite(statement);
    String printed = parser.print(Tree.write(tree));
    List<String> injected = rewriter.injected();
    if (!limited) {
      injected.add("At most %,d rows are returned.".formatted(options.maxRows()));
    }
    // Wrapped, not appended: a LIMIT of the query's own level makes DuckDB inline its WITH clauses.
    String wrapped = "SELECT * FROM (" + printed + ") LIMIT " + (options.maxRows() + 1L);
    return new GuardDecision.Allowed(
        explained ? explain.group(1).toUpperCase(Locale.ROOT) + " " + wrapped : wrapped, injected);
  }

  private static String parserRefusal(String message) {
    if (message.startsWith("Only SELECT statements")) {
      return "Telemetry is read-only: a statement is one SELECT, WITH, FROM, VALUES, DESCRIBE,"
          + " SUMMARIZE, UNPIVOT or EXPLAIN; a PIVOT needs its values, as in ON column IN"
          + " ('a', 'b').";
    }
    return message;
  }
}
