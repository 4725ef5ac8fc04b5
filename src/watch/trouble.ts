/** The fields of an error from Postgres, as far as they are set. */
export interface DatabaseError extends Error {
  /** SQLSTATE. */
  code?: string | undefined;
  severity?: string | undefined;
}

/**
 * SQLSTATEs (Postgres, appendix A) about the state of the server instead of the statement: connections, passwords and
 * permissions, a missing database, resources such as disk space, operator intervention, the system, corrupted files,
 * and a read-only server.
 */
const ofTheServer = /^(08|28|3D|42501|53|57|58|XX00[12]|25006)/;

/** Whether the database is in trouble, so that the same statement may succeed later. */
export function isTrouble({ code, severity }: DatabaseError): boolean {
  return isFatal({ severity }) || (code !== undefined && ofTheServer.test(code));
}

/** Whether Postgres ends with this error. */
export function isFatal({ severity }: Pick<DatabaseError, "severity">): boolean {
  return severity === "FATAL" || severity === "PANIC";
}
