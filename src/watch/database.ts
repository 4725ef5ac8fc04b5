/** Where SQL is sent to: a database, or a transaction in it. */
export interface Sql {
  /**
   * The rows that a statement gives. Values stand for `$1`, `$2`, …; JSON is given as text (`$1::jsonb`). Without
   * values the text may hold several statements; the last one's rows are given.
   *
   * Postgres and PGlite read these types alike, so queries answer with no others: `text`, `int`, `boolean`, `uuid`,
   * `timestamptz` (a Date), `jsonb` (its value) and arrays of `text`. A `count(*)` is cast to `int`.
   * @throws CapidiffError `database-unavailable`; what the database itself says is an Error with its SQLSTATE in `code`.
   */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** Postgres: a server, or PGlite inside this process. */
export interface Database extends Sql {
  /**
   * All that `work` sends to `sql` is done or nothing is; what it throws is thrown. Inside, nothing may wait for the
   * database itself: PGlite has one connection, which the transaction has.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Whether it can never be used again and must be opened anew; a server is only away. */
  hasEnded(): boolean;
  /** Resolves when what is under way has ended. */
  close(): Promise<void>;
}
