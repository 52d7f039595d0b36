import { expect, test } from 'vitest'
import { leaseOf } from '../../messaging/testing.ts'
import { silent } from '../../platform/testing.ts'
import type { ClaimedJob } from '../../platform/queue.ts'
import type { CampaignStep } from '../campaigns.ts'
import { runCampaign } from './run-campaign.ts'

const job = {
  tenant_id: 't',
  job_id: 1,
  lease_token: 'l',
  attempts: 1,
  kind: 'run_campaign',
} as unknown as ClaimedJob
const sends = (...ids: string[]) =>
  ids.map(
    (id) => ({ message: {}, duplicate: false, lease: leaseOf('evolution', { message_id: id }) }) as never,
  )

function scene(steps: CampaignStep[], { clock = [0], fails = [] as string[] } = {}) {
  const sent: string[] = []
  let asked = 0
  let looks = 0
  let yields = 0
  let wakes = 0
  const run = runCampaign({
    campaigns: {
      advanceCampaign: () => Promise.resolve(steps[asked++]!),
      yieldCampaign: () => Promise.resolve((yields++, true)),
    },
    runSend: (lease) => {
      if (fails.includes(lease.message_id)) return Promise.reject(new Error('gone'))
      sent.push(lease.message_id)
      return Promise.resolve({ state: 'sent', message: null })
    },
    wake: () => void wakes++,
    now: () => new Date(clock[Math.min(looks++, clock.length - 1)]!),
    log: silent,
  })
  return { end: run(job), sent, counts: () => ({ asked, yields, wakes }) }
}

test('sends what was written until nothing is left', async () => {
  const { end, sent, counts } = scene([
    { state: 'more', sends: sends('1', '2') },
    { state: 'more', sends: sends('3') },
    { state: 'done', sends: sends('4') },
  ])
  expect(await end).toBe('finished')
  expect(sent).toEqual(['1', '2', '3', '4'])
  expect(counts()).toEqual({ asked: 3, yields: 0, wakes: 0 })
})

test('one that cannot be attempted keeps nobody else', async () => {
  const { end, sent } = scene([{ state: 'waits', sends: sends('1', '2') }], { fails: ['1'] })
  expect(await end).toBe('retried')
  expect(sent).toEqual(['2'])
})

test('lets others have their turn after two seconds', async () => {
  const { end, sent, counts } = scene(
    [
      { state: 'more', sends: sends('1') },
      { state: 'more', sends: sends('2') },
    ],
    { clock: [0, 100, 2_000] },
  )
  expect(await end).toBe('retried')
  expect(sent).toEqual(['1', '2'])
  expect(counts()).toEqual({ asked: 2, yields: 1, wakes: 1 })
})
