import type { JobHandlers } from '../../platform/jobs.ts'
import { answerConversation, type AnswerConversationDeps } from './answer-conversation.ts'
import { askRating, type AskRatingDeps } from './ask-rating.ts'
import { evaluatePrompt, type EvaluatePromptDeps } from './evaluate-prompt.ts'
import { forgetDocument, type ForgetDocumentDeps } from './forget-document.ts'
import { indexDocument, type IndexDocumentDeps } from './index-document.ts'
import { refreshCatalogue, type RefreshCatalogueDeps } from './refresh-catalogue.ts'

/** What the handlers of this domain may ask for. */
export type AiJobDeps = AnswerConversationDeps &
  AskRatingDeps &
  EvaluatePromptDeps &
  IndexDocumentDeps &
  RefreshCatalogueDeps &
  ForgetDocumentDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function aiJobs(deps: AiJobDeps): JobHandlers {
  return {
    answer_conversation: answerConversation(deps),
    ask_rating: askRating(deps),
    evaluate_prompt: evaluatePrompt(deps),
    index_document: indexDocument(deps),
    refresh_catalogue: refreshCatalogue(deps),
    forget_document: forgetDocument(deps),
  }
}
