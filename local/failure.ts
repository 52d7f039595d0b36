/** A failure that the person at the keyboard can act on: one sentence that says what happened and the way out. */
export class StackFailure extends Error {
  override name = 'StackFailure'
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** postgres.js 3.4 writes on the next tick to a socket that a restart of the database has closed; its query fails anyway. */
export function isWriteToClosedSocket(error: unknown): boolean {
  return error instanceof TypeError && /postgres\/src\/connection\.js/.test(error.stack ?? '')
}
