import { createHmac } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { createGuardedFetch } from '../../platform/guarded-fetch.ts'
import type { Fetch } from '../../platform/provider-http.ts'
import type { ClaimedJob } from '../../platform/queue.ts'
import { workflowStep } from './workflow-step.ts'

const call = {
  url: 'https://crm.example/zelo',
  secret: 'a secret',
  body: { id: 'step-1', trigger: 'session.missed', note: 'É “urgente”' },
}
const job = { tenant_id: 'clinic', job_id: '1', kind: 'workflow_step', payload: { id: 'step-1' } }
const answers = (status: number) => async () => new Response(status === 204 ? null : 'said', { status })

/** Runs the step against a server; what was noted, what was asked for. */
async function run(fetch: Fetch, addresses = ['93.184.216.34']) {
  const server = vi.fn(fetch)
  const completeWorkflowCall = vi.fn(async () => true)
  const handler = workflowStep({
    automation: { runWorkflowStep: async () => ({ call }), completeWorkflowCall },
    runSend: async () => {
      throw new Error('nothing is to be sent')
    },
    webhookFetch: createGuardedFetch(server, {
      resolve: async () => addresses,
      allowPrivate: false,
      trusted: null,
    }),
  })
  const failure = await handler(job as unknown as ClaimedJob).then(
    () => null,
    (error: Error) => error.message,
  )
  return { server, failure, noted: completeWorkflowCall.mock.calls as unknown[][] }
}

describe('the step that tells another program', () => {
  it('posts its body under a signature that the other side can check', async () => {
    const { server, noted, failure } = await run(answers(204))
    expect(failure).toBeNull()
    const [url, init] = server.mock.calls[0]!
    expect(url).toBe(call.url)
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(JSON.parse(init.body as string)).toEqual(call.body)
    expect((init.headers as Record<string, string>)['x-zelo-signature']).toBe(
      `sha256=${createHmac('sha256', call.secret)
        .update(init.body as string)
        .digest('hex')}`,
    )
    expect(noted).toEqual([['clinic', 'step-1', 204, null]])
  })

  it.each([301, 400, 401, 404, 410, 422])('takes %i as the last word', async (status) => {
    const { noted, failure } = await run(answers(status))
    expect(failure).toBeNull()
    expect(noted).toEqual([['clinic', 'step-1', status, 'webhook_refused']])
  })

  it.each([408, 425, 429, 500, 502, 503])('is tried again after %i', async (status) => {
    const { noted, failure } = await run(answers(status))
    expect(failure).toContain(String(status))
    expect(noted).toEqual([])
  })

  it('is tried again when nobody answers', async () => {
    const { noted, failure } = await run(async () => {
      throw new TypeError('fetch failed')
    })
    expect(failure).toContain('did not answer')
    expect(noted).toEqual([])
  })

  it('is tried again when the name cannot be found for the moment', async () => {
    const { server, noted, failure } = await run(answers(204), [])
    expect(failure).toContain('cannot be found')
    expect(server).not.toHaveBeenCalled()
    expect(noted).toEqual([])
  })

  it.each([['127.0.0.1'], ['10.0.0.8'], ['192.168.1.1'], ['169.254.169.254'], ['::1'], ['fd00::1']])(
    'never calls %s, and says so at once',
    async (address) => {
      const { server, noted, failure } = await run(answers(204), ['93.184.216.34', address])
      expect(server).not.toHaveBeenCalled()
      expect(failure).toBeNull()
      expect(noted).toEqual([['clinic', 'step-1', 0, 'webhook_not_public']])
    },
  )
})
