import type { RealtimeChannel } from '@supabase/supabase-js'
import { afterAll, expect, it } from 'vitest'
import { join, Lab, until } from './support.ts'

const lab = new Lab()
afterAll(() => lab.close())

function person(topic: string, key: string): { channel: RealtimeChannel; present(): string[] } {
  const channel = lab.client().channel(topic, { config: { presence: { key } } })
  channel.on('presence', { event: 'sync' }, () => undefined)
  return { channel, present: () => Object.keys(channel.presenceState()).sort() }
}

it('shows who comes and goes', async () => {
  const ana = person('desk', 'ana')
  await join(ana.channel)
  expect(await ana.channel.track({ on: 'inbox' })).toBe('ok')
  const bia = person('desk', 'bia')
  await join(bia.channel)
  await until(() => bia.present().includes('ana'), 'the state at joining')
  await bia.channel.track({ on: 'agenda' })
  await until(() => ana.present().length === 2, 'the arrival')
  await bia.channel.untrack()
  await until(() => ana.present().length === 1, 'the departure')
})

it('shows a changed state', async () => {
  const ana = person('status', 'ana')
  await join(ana.channel)
  await ana.channel.track({ on: 'inbox' })
  await ana.channel.track({ on: 'agenda' })
  await until(() => JSON.stringify(ana.channel.presenceState()['ana']).includes('agenda'), 'the change')
})

it('notices a connection that ends', async () => {
  const ana = person('door', 'ana')
  await join(ana.channel)
  const bia = person('door', 'bia')
  await join(bia.channel)
  await bia.channel.track({})
  await until(() => ana.present().includes('bia'), 'the arrival')
  await bia.channel.unsubscribe()
  await until(() => ana.present().length === 0, 'the departure')
})
