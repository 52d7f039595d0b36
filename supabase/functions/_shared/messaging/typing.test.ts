import { expect, test } from 'vitest'
import { silent } from '../platform/testing.ts'
import type { TypingNews } from '../providers/provider.ts'
import { createTypingLimit, createTypingRelay } from './typing.ts'

const auth = { external_id: 'aurora', api_key_sha256: 'a', secret_sha256: null }

function relay(
  audience: { tenant_id: string; thread_id: string | null } | null = { tenant_id: 'c', thread_id: 't' },
) {
  const clock = { at: 0 }
  const told: unknown[] = []
  let lookups = 0
  const run = createTypingRelay({
    service: {
      typingAudience: () => {
        lookups += 1
        return Promise.resolve(audience)
      },
    },
    broadcast: (...said) => {
      told.push(said)
      return Promise.resolve()
    },
    log: silent,
    now: () => new Date(clock.at),
  })
  const tell = (state: TypingNews['state'], phone = '+5511987654321') =>
    run('evolution', auth, { address: { phone, lid: null, group: null, raw: 'x' }, state })
  return { clock, told, tell, lookups: () => lookups }
}

test('who writes is told to the clinic of the channel', async () => {
  const { told, tell } = relay()
  expect(await tell('composing')).toBe(true)
  expect(told).toEqual([['c', 'typing', { thread_id: 't', state: 'composing' }]])
})

test('the same news within seconds costs neither the database nor the screens anything, another state does', async () => {
  const { clock, told, tell, lookups } = relay()
  for (let n = 0; n < 10; n += 1) await tell('composing')
  expect([told.length, lookups()]).toEqual([1, 1])
  await tell('paused')
  clock.at += 3_001
  await tell('paused')
  expect(told.length).toBe(3)
})

test('a gateway gone wild is heard so often a minute, and again in the next', async () => {
  const { clock, told, tell } = relay()
  for (let n = 0; n < 500; n += 1) await tell('composing', `+55119${n}`)
  expect(told.length).toBe(120)
  clock.at += 60_001
  await tell('composing')
  expect(told.length).toBe(121)
})

test('nobody hears of a person without a conversation, and strangers are told apart', async () => {
  const none = relay({ tenant_id: 'c', thread_id: null })
  expect([await none.tell('composing'), none.told]).toEqual([true, []])
  const stranger = relay(null)
  expect(await stranger.tell('composing')).toBe(false)
  expect(await stranger.tell('composing')).toBe(false)
  expect(stranger.lookups()).toBe(2)
})

test('the person of a conversation is shown once in ten seconds that somebody writes', () => {
  const clock = { at: 0 }
  const may = createTypingLimit({ now: () => new Date(clock.at) })
  expect([may('a'), may('a'), may('b')]).toEqual([true, false, true])
  clock.at += 10_000
  expect(may('a')).toBe(true)
})
