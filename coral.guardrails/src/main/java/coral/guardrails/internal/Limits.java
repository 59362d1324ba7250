// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

/**
 * How much a statement may hold. Planning grows faster than the text: three hundred joins are
 * planned for minutes, and a common table expression that uses the one before it twice doubles at
 * each step. One per statement.
 */
final class Limits {
  /** Of the tree as JSON. */
  static final int MAX_DEPTH = 400;

  private static final int MAX_NODES = 3_000;
  private static final int MAX_JOINS = 40;
  private static final int MAX_LAMBDA_DEPTH = 3;
  private static final int MAX_QUERIES = 30;
  private static final int MAX_EXPANDED = 200;

  private int nodes;
  private int joins;
  private int lambdaDepth;
  private int queries;

  void node() {
    check(++nodes, MAX_NODES, "expressions and other parts");
  }

  void join() {
    check(++joins, MAX_JOINS, "joins");
  }

  void query() {
    check(++queries, MAX_QUERIES, "nested queries");
  }

  void enterLambda() {
    check(++lambdaDepth, MAX_LAMBDA_DEPTH, "lambdas within each other");
  }

  void leaveLambda() {
    lambdaDepth--;
  }

  /**
   * Each use of a common table expression counts as what it stands for.
   *
   * @param count queries that the statement comes to
   */
  void expanded(long count) {
    check(count, MAX_EXPANDED, "queries when each WITH is put in where it is used");
  }

  private static void check(long count, int max, String what) {
    if (count > max) {
      throw new Refusal(
          "The statement has more than %,d %s; simplify it, or split it in several."
              .formatted(max, what));
    }
  }
}
