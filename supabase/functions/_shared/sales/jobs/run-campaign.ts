import type { RunSend } from '../../messaging/sending.ts'
import type { OutboundMessage } from '../../messaging/types.ts'
import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import { describeError, type Log } from '../../platform/log.ts'
import type { CampaignService } from '../campaigns.ts'

export interface RunCampaignDeps {
  campaigns: CampaignService
  runSend: RunSend
  /** Has the worker come again. */
  wake(): void
  now(): Date
  log: Log
}

/** A run lasts this long; then what is due before it has its turn. */
const workForMs = 2_000
/** Messages that are written, and then under way, at once. */
const atOnce = 20

const ends: Readonly<Record<'waits' | 'done' | 'lost', JobEnd>> = {
  waits: 'retried',
  done: 'finished',
  lost: 'lost',
}

/**
 * Goes on with a campaign: SQL writes down people, holds credits and writes messages, a few at a time, and this sends them while
 * the next are written. A campaign has one job, so what people write by hand and all other work never stand behind its messages.
 */
export function runCampaign({ campaigns, runSend, wake, now, log }: RunCampaignDeps): JobHandler {
  return async (job) => {
    const until = now().getTime() + workForMs
    let underWay: Promise<unknown> = Promise.resolve()
    try {
      for (;;) {
        const { state, sends } = await campaigns.advanceCampaign(job, atOnce)
        await underWay
        underWay = Promise.all(sends.map(deliver))
        if (state !== 'more') return ends[state]
        if (now().getTime() >= until) {
          await underWay
          const kept = await campaigns.yieldCampaign(job)
          if (kept) wake()
          return kept ? 'retried' : 'lost'
        }
      }
    } finally {
      await underWay
    }
  }

  /** Each message has a job of its own: what goes wrong here is left to it. */
  async function deliver({ lease }: OutboundMessage): Promise<void> {
    if (!lease) return
    try {
      await runSend(lease)
    } catch (error) {
      log.error('a message of a campaign was not attempted', describeError(error))
    }
  }
}
