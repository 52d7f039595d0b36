import type { Call } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { HeldJob } from '../platform/queue.ts'

/** A run of an evaluation and the lease of the job that does it. */
export interface EvaluationAttempt {
  tenantId: string
  id: string
  lease: string
}

/** The next cases of a run: `task` is what `app.begin_turn` answers, of a turn of nobody. */
export type EvaluationStep =
  { state: 'more'; cases: { id: string; task: JsonObject }[] } | { state: 'over' | 'lost' }

/** `failed`: the model did not answer; the case comes again, up to three times. */
export type CaseEnd = 'kept' | 'failed' | 'over' | 'lost'

/** What the worker asks for to measure a version. */
export interface EvaluationService {
  beginCases(attempt: EvaluationAttempt, limit: number): Promise<EvaluationStep>
  /** `result` is what `app.finish_turn` takes. */
  keepCase(attempt: EvaluationAttempt, id: string, result: object): Promise<CaseEnd>
  /** Gives the job back, so that others have their turn; false when somebody else holds it. */
  pauseEvaluation(job: HeldJob): Promise<boolean>
}

/** The RPCs of evaluations. */
export function createEvaluationService(call: Call): EvaluationService {
  return {
    beginCases: ({ tenantId, id, lease }, limit) =>
      call((sql) => sql`select app.begin_evaluation(${tenantId}, ${id}, ${lease}, ${limit}) as value`),
    keepCase: ({ tenantId, id, lease }, caseId, result) =>
      call(
        (sql) =>
          sql`select app.keep_evaluation_case(${tenantId}, ${id}, ${lease}, ${caseId}, ${sql.json(result as never)}) as value`,
      ),
    pauseEvaluation: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.pause_evaluation(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
  }
}
