import type { JobHandlers } from '../../platform/jobs.ts'
import { answerConversation, type AnswerConversationDeps } from './answer-conversation.ts'

/** What the handlers of this domain may ask for. */
export type AiJobDeps = AnswerConversationDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function aiJobs(deps: AiJobDeps): JobHandlers {
  return { answer_conversation: answerConversation(deps) }
}
