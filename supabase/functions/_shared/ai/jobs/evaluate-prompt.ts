import { ApiError } from '../../platform/errors.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { AssistantService } from '../assistant-database.ts'
import type { EvaluationService } from '../evaluation-database.ts'
import { toolsOf, type Think } from '../thinking.ts'

export interface EvaluatePromptDeps {
  evaluations: EvaluationService
  assistant: Pick<AssistantService, 'runTool' | 'runProposal'>
  think: Think
  /** Has the worker come again. */
  wake(): void
  now(): Date
  /** Cases that are thought about side by side; four, unless told otherwise. */
  casesAtOnce?: number
}

/** A run lasts this long; then what is due before it has its turn. */
const workForMs = 15_000

/**
 * Measures a version of the instructions: each case is thought about as a turn of a conversation is, and nothing is sent or
 * changed. What came of a case is kept as it comes, so whoever takes the job after a crash goes on with those that are left.
 * Where the model answers none of several, the job waits and tries again; SQL gives it up.
 */
export function evaluatePrompt({
  evaluations,
  assistant,
  think,
  wake,
  now,
  casesAtOnce = 4,
}: EvaluatePromptDeps): JobHandler {
  return async (job) => {
    const { tenant_id: tenantId, lease_token: lease, payload } = job
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no evaluation.')
    const attempt = { tenantId, id, lease }
    const until = now().getTime() + workForMs
    for (;;) {
      const step = await evaluations.beginCases(attempt, casesAtOnce)
      if (step.state !== 'more') return step.state === 'lost' ? 'lost' : undefined
      const ends = await Promise.allSettled(
        step.cases.map(async ({ id: caseId, task }) => {
          const turn = { tenantId, id: caseId, worker: lease }
          const result = await think(tenantId, task, toolsOf(assistant, turn))
          return await evaluations.keepCase(attempt, caseId, result)
        }),
      )
      const broken = ends.find((end) => end.status === 'rejected')
      if (broken) throw broken.reason
      if (ends.every((end) => end.status === 'fulfilled' && end.value === 'failed'))
        throw new ApiError(503, 'model_unavailable', 'The model does not answer. Try again later.')
      if (now().getTime() < until) continue
      if (!(await evaluations.pauseEvaluation(job))) return 'lost'
      wake()
      return 'retried'
    }
  }
}
