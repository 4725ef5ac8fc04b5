/** Executes SQL: a database, or a transaction in it. */
export interface Sql {
  /**
   * Executes a statement and returns its rows. `values` replace `$1`, `$2`, …; JSON is passed as text (`$1::jsonb`).
   * Without values the text may contain several statements; the rows of the last are returned.
   *
   * Postgres and PGlite agree on these types, so queries return no others: `text`, `int`, `boolean`, `uuid`,
   * `timestamptz` (a Date), `jsonb` (its value) and arrays of `text`. A `count(*)` is cast to `int`.
   * @throws CapidiffError `database-unavailable`; errors reported by the database are Errors with an SQLSTATE in `code`
   */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** Postgres: a server, or PGlite in this process. */
export interface Database extends Sql {
  /**
   * Runs `work` in a transaction, which is rolled back if it throws. Inside, nothing may wait for the database itself:
   * PGlite has a single connection, which the transaction uses.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Whether it is permanently unusable and must be reopened. False for a server that is only unreachable. */
  hasEnded(): boolean;
  /** Resolves when work in progress has ended. */
  close(): Promise<void>;
}
