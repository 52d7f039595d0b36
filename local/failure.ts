/** A failure that the person at the keyboard can act on: one sentence that says what happened and the way out. */
export class StackFailure extends Error {
  override name = 'StackFailure'
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
