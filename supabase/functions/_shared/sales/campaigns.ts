import type { OutboundMessage } from '../messaging/types.ts'
import type { Database } from '../platform/db.ts'
import type { ClaimedJob } from '../platform/queue.ts'

/** One step of a campaign: `more` asks for the next one, `waits` has the job come again by itself. */
export interface CampaignStep {
  state: 'more' | 'waits' | 'done' | 'lost'
  sends: OutboundMessage[]
}

/** What the worker may do with campaigns. */
export interface CampaignService {
  /** Writes down people, holds credits, or writes at most so many messages. */
  advanceCampaign(job: ClaimedJob, most: number): Promise<CampaignStep>
  /** Gives the job back, to be claimed again at once; false when somebody else has it. */
  yieldCampaign(job: ClaimedJob): Promise<boolean>
}

/** The RPCs of campaigns over one connection pool. */
export function createCampaignService({ service: call }: Pick<Database, 'service'>): CampaignService {
  return {
    advanceCampaign: ({ tenant_id, job_id, lease_token }, most) =>
      call(
        (sql) => sql`select app.advance_campaign(${tenant_id}, ${job_id}, ${lease_token}, ${most}) as value`,
      ),
    yieldCampaign: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.yield_campaign(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
  }
}
