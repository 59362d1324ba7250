// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

/** What a frame is about. */
public enum Kind {
  /** To the worker, first of all: {@link StartBody}. */
  START,
  /** To the worker: {@link QueryBody}. */
  QUERY,
  /** To the worker: text of a statement; answered by {@link #TEXT}, its tree. */
  PARSE,
  /** To the worker: text of a tree; answered by {@link #TEXT}, its statement. */
  PRINT,
  /** To the worker: the call of this id is no longer wanted. It is still answered. */
  CANCEL,
  /** To the worker: {@link SegmentsBody}; the id is the epoch, answered by {@link #ATTACHED}. */
  SEGMENTS,
  /** From the worker, once, the answer to START: {@link HelloBody}. It takes calls from now on. */
  HELLO,
  /** From the worker: {@link SchemaBody}, the first part of an answer to a query. */
  SCHEMA,
  /** From the worker: {@link BatchBody}. */
  BATCH,
  /** From the worker, the end of an answer to a query: {@link DoneBody}. */
  DONE,
  /** From the worker: UTF-8, the answer to PARSE and PRINT. */
  TEXT,
  /** From the worker: {@link ErrorBody}, the end of any answer. */
  ERROR,
  /**
   * From the worker: the views are those of the epoch in the id; text, a line for each complaint.
   */
  ATTACHED,
  /** From the worker: nothing before the epoch in the id is in use any more. */
  RELEASED;

  private static final Kind[] ALL = values();

  @SuppressWarnings("EnumOrdinal") // both ends are of the same build
  int code() {
    return ordinal();
  }

  static Kind of(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new IllegalStateException("no frame is of kind " + code);
    }
    return ALL[code];
  }
}
