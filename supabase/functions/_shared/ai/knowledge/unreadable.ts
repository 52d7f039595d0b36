/** Why a text could not be read. */
export type ReadFailure =
  'not_readable' | 'no_text' | 'too_large' | 'page_unreachable' | 'page_refused' | 'unknown_type'

/** What somebody gave is not to be read; `problem` is said on the screen. */
export class UnreadableDocument extends Error {
  constructor(readonly problem: ReadFailure) {
    super(problem)
  }
}
