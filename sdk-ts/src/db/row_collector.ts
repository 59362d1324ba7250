// SPDX-License-Identifier: Apache-2.0
import { CoralError } from "../error/coral_error.ts";
import type {
  Column as WireColumn,
  ColumnBatch,
  QuerySummary,
} from "../../target/gen/coral/sdk/v1/methods_pb.ts";
import { columnValues } from "./column_values.ts";
import { type Column, type QueryResult, queryResult } from "./query_result.ts";
import { type RowMaker, rowMaker, uniqueNames } from "./row_maker.ts";

/** Turns the batches of one result into row objects as they arrive. */
export class RowCollector {
  readonly #rows: unknown[] = [];
  #schema: readonly WireColumn[] = [];
  #make: RowMaker | undefined;

  add(batch: ColumnBatch): void {
    if (this.#make === undefined) {
      this.#schema = batch.schema;
      this.#make = rowMaker(batch.schema.map(({ name }) => name));
    }
    if (batch.columns.length !== this.#schema.length) {
      throw new CoralError(
        "INTERNAL",
        `the agent sent ${batch.columns.length} columns where ${this.#schema.length} were announced`,
      );
    }
    const columns = batch.columns.map((column, index) =>
      columnValues(this.#schema[index]!.encoding, column, batch.rows)
    );
    this.#make(columns, batch.rows, this.#rows);
  }

  finish<T>(summary: QuerySummary): QueryResult<T> {
    const names = uniqueNames(summary.columns.map(({ name }) => name));
    const columns: Column[] = summary.columns.map(({ type }, index) => ({
      name: names[index]!,
      type,
    }));
    return queryResult(this.#rows as T[], columns, summary.truncated, summary.guardrails);
  }
}
