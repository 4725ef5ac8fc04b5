/** What Postgres says of an error, as far as it said anything. */
export interface DatabaseError extends Error {
  /** SQLSTATE. */
  code?: string | undefined;
  severity?: string | undefined;
}

/**
 * SQLSTATEs (Postgres, appendix A) that tell of the server's state and not of the statement: connections, passwords and
 * rights, a database that is gone, resources such as space on the disk, an operator, the system, damaged files, and a
 * server that only reads.
 */
const ofTheServer = /^(08|28|3D|42501|53|57|58|XX00[12]|25006)/;

/** Whether it is the database that is in trouble, so that the same statement may succeed later. */
export function isTrouble({ code, severity }: DatabaseError): boolean {
  return isFatal({ severity }) || (code !== undefined && ofTheServer.test(code));
}

/** Whether Postgres has ended with this error. */
export function isFatal({ severity }: Pick<DatabaseError, "severity">): boolean {
  return severity === "FATAL" || severity === "PANIC";
}
