import { ApiError } from '../../platform/errors.ts'

/** Why a text could not be read. */
export type ReadFailure =
  'not_readable' | 'no_text' | 'too_large' | 'page_unreachable' | 'page_refused' | 'unknown_type'

/** What somebody gave is not to be read; `problem` is said on the screen. */
export class UnreadableDocument extends Error {
  constructor(readonly problem: ReadFailure) {
    super(problem)
  }
}

/** As it is answered to whoever gave it. */
export function refusalOf({ problem }: UnreadableDocument): ApiError {
  switch (problem) {
    case 'not_readable':
      return new ApiError(400, 'document_not_readable', 'The file cannot be opened.')
    case 'no_text':
      return new ApiError(400, 'document_no_text', 'There is no text in it.')
    case 'too_large':
      return new ApiError(400, 'document_too_large', 'The text is too long.')
    case 'page_unreachable':
      return new ApiError(400, 'document_page_unreachable', 'The page does not answer with a text.')
    case 'page_refused':
      return new ApiError(400, 'document_page_refused', 'The address leads to no public page.')
    case 'unknown_type':
      return new ApiError(400, 'document_unknown_type', 'PDF, Word, Markdown and plain text are read.')
  }
}
