import { expect, test } from 'vitest'
import { isPresence, parsePresence } from './presence.ts'

const event = (id: string, presences: Record<string, unknown>) => ({
  event: 'presence.update',
  instance: 'aurora',
  data: { id, presences: presences as never },
})
const knows = (lastKnownPresence: string) => ({ lastKnownPresence })

test('an event of presence is known under every spelling', () => {
  for (const name of ['presence.update', 'PRESENCE_UPDATE', 'presence-update'])
    expect(isPresence({ event: name })).toBe(true)
  expect(isPresence({ event: 'messages.upsert' })).toBe(false)
  expect(isPresence({})).toBe(false)
})

test.each([
  ['composing', 'composing'],
  ['recording', 'recording'],
  ['paused', 'paused'],
  ['available', 'paused'],
  ['unavailable', 'paused'],
])('%s is read as %s', (word, state) => {
  const jid = '5511987654321@s.whatsapp.net'
  expect(parsePresence(event(jid, { [jid]: knows(word) }))).toMatchObject({
    state,
    address: { phone: '+5511987654321', group: null },
  })
})

test('a privacy id is an address, with the phone beside it', () => {
  const said = parsePresence(event('123456789@lid', { '5511987654321@s.whatsapp.net': knows('composing') }))
  expect(said?.address).toMatchObject({ phone: '+5511987654321', lid: '123456789' })
})

test('in a group one who writes counts', () => {
  const group = '120363041234567890@g.us'
  const said = parsePresence(
    event(group, {
      '5511900000001@s.whatsapp.net': knows('available'),
      '5511900000002@s.whatsapp.net': knows('recording'),
    }),
  )
  expect(said).toMatchObject({ state: 'recording', address: { group } })
})

test.each([
  ['no data', { event: 'presence.update' }],
  ['no person', event('status@broadcast', {})],
  ['an unknown word', event('5511987654321@s.whatsapp.net', { x: knows('dancing') })],
  ['a list', event('5511987654321@s.whatsapp.net', [] as never)],
  ['a text', { event: 'presence.update', data: 'x' }],
])('%s says nothing', (_what, body) => {
  expect(parsePresence(body as never)).toBeNull()
})
