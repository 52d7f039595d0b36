import { describe, expect, test } from 'vitest'
import { DatabaseUnavailable } from '../platform/errors.ts'
import type { FindResult, MessagingProvider, SendResult } from '../providers/provider.ts'
import { createSecretBox } from '../platform/secrets.ts'
import { createSending } from './sending.ts'
import { silent } from '../platform/testing.ts'
import { leaseOf } from './testing.ts'
import type { SendCompletion } from './database.ts'
import type { CompletedSend } from './types.ts'

const secrets = createSecretBox({ k1: btoa('0123456789abcdef0123456789abcdef') }, 'k1')

interface Scene {
  send?: SendResult
  found?: FindResult
  known?: string[]
  /** What the database answers, in turn; the last one again and again. */
  answers?: (CompletedSend | Error)[]
}

async function scene({ send, found, known = [], answers = [] }: Scene, uncertain: boolean, sealed = true) {
  const completions: SendCompletion[] = []
  let sends = 0
  const followed: Promise<unknown>[] = []
  const provider: MessagingProvider = {
    name: 'evolution',
    send: () => Promise.resolve((sends++, send ?? { outcome: 'sent', providerMessageId: 'P1' })),
    findSent: () => Promise.resolve(found ?? { clear: true, ids: [] }),
    fetchMedia: () => Promise.reject(new Error('nothing is fetched')),
    change: () => Promise.reject(new Error('nothing is changed')),
  }
  const run = createSending({
    database: {
      completeSend: (_lease, completion) => {
        completions.push(completion)
        const answer = answers[Math.min(completions.length, answers.length) - 1] ?? {
          state: 'sent',
          message: null,
        }
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
      knownProviderIds: () => Promise.resolve(known),
    },
    providers: {
      evolution: provider,
      twilio: provider,
      whatsapp_cloud: provider,
      messenger: provider,
      instagram: provider,
      shop_chat: provider,
    },
    store: { sign: () => Promise.resolve('https://zelo.test/signed') },
    secrets,
    log: silent,
    pause: () => Promise.resolve(),
    waitUntil: (promise) => void followed.push(promise),
  })
  const lease = leaseOf('evolution', { uncertain })
  if (sealed) {
    const owner = { tenantId: lease.tenant_id, channelId: lease.channel_id }
    lease.channel.credentials = await secrets.seal({ api_key: 'k' }, owner)
  }
  const result = await run(lease)
  await Promise.all(followed)
  return { result, completions, sends: () => sends }
}

test('one attempt, one report', async () => {
  const { completions, sends } = await scene({}, false)
  expect(sends()).toBe(1)
  expect(completions).toEqual([{ outcome: 'sent', providerMessageId: 'P1' }])
})

test('those that waited for it are sent after it, one by one', async () => {
  const next = (id: string): CompletedSend => ({
    state: 'sent',
    message: null,
    next: leaseOf('evolution', { message_id: id }),
  })
  const { sends, result } = await scene(
    { answers: [next('2'), next('3'), { state: 'sent', message: null }] },
    false,
  )
  expect(sends()).toBe(1)
  expect(result.next?.message_id).toBe('2')
})

describe('after an attempt of unknown outcome', () => {
  const again: CompletedSend = { state: 'again', message: null, lease: leaseOf('evolution') }

  test('what the provider has is not sent again', async () => {
    const { completions, sends } = await scene({ found: { clear: true, ids: ['P7'] } }, true)
    expect(sends()).toBe(0)
    expect(completions).toEqual([{ outcome: 'found', providerMessageId: 'P7' }])
  })

  test('the same words of an earlier message are not taken for it', async () => {
    const both = { found: { clear: true, ids: ['P6', 'P7'] }, known: ['P6'] } satisfies Scene
    expect((await scene(both, true)).completions).toEqual([{ outcome: 'found', providerMessageId: 'P7' }])
    const only = await scene({ found: { clear: true, ids: ['P6'] }, known: ['P6'], answers: [again] }, true)
    expect(only.sends()).toBe(1)
  })

  test('what the provider does not have is sent now, under a new lease', async () => {
    const { completions, sends } = await scene({ answers: [again, { state: 'sent', message: null }] }, true)
    expect(sends()).toBe(1)
    expect(completions.map(({ outcome }) => outcome)).toEqual(['not_found', 'sent'])
  })

  test('while nobody can tell, nothing is sent', async () => {
    const { completions, sends } = await scene({ found: { clear: false, detail: 'x' } }, true)
    expect(sends()).toBe(0)
    expect(completions).toMatchObject([{ outcome: 'unknown' }])
  })
})

test('a report that the database misses is made again', async () => {
  const answers = [new DatabaseUnavailable(), new DatabaseUnavailable(), { state: 'sent', message: null }]
  const { completions, sends } = await scene({ answers }, false)
  expect(completions).toHaveLength(3)
  expect(sends()).toBe(1)
})

test('credentials that do not open end the attempt with a reason', async () => {
  const { completions, sends } = await scene({}, false, false)
  expect(sends()).toBe(0)
  expect(completions).toMatchObject([{ outcome: 'permanent', errorCode: 'provider_auth_failed' }])
})

test('credentials that do not open leave it open whether an earlier attempt arrived', async () => {
  const { completions, sends } = await scene({}, true, false)
  expect(sends()).toBe(0)
  expect(completions).toMatchObject([{ outcome: 'unknown' }])
})
