import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/agenda-feed/handler.ts'
import { ask, book, openAgenda, rooms } from '../db/support/agenda.ts'
import { appUrl, createFunctions } from './support/functions.ts'

const { testDatabase, clinic } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
const handler = createHandler(clinic)
const get = (token: string, method = 'GET') =>
  handler(new Request(`https://x/agenda-feed?token=${encodeURIComponent(token)}`, { method }))
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('gives a therapist’s agenda to a calendar that has the secret of the link', async () => {
  await openAgenda(testDatabase)
  await book(testDatabase, { start_local: `${soon(3)}T15:00`, room_id: rooms.blue })
  const cancelled = await book(testDatabase, {
    id: '0e000000-0000-4000-8000-0000000000cc',
    start_local: `${soon(4)}T15:00`,
  })
  await ask(testDatabase, 'cancel_session', { id: cancelled.id, version: cancelled.version })
  const { token } = await ask<{ token: string }>(
    testDatabase,
    'create_agenda_feed',
    {},
    'terapeuta@aurora.test',
  )
  const answer = await get(token)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const lines = (await answer.text()).replaceAll('\r\n ', '').split('\r\n')
  expect(lines[0]).toBe('BEGIN:VCALENDAR')
  expect(lines).toContain(`DTSTART:${soon(3).replaceAll('-', '')}T180000Z`)
  expect(lines).toContain(`DTEND:${soon(3).replaceAll('-', '')}T185000Z`)
  expect(lines).toContain('LOCATION:Sala azul')
  expect(lines).toContain(`URL:${appUrl}/agenda`)
  expect(lines.filter((line) => line === 'STATUS:CANCELLED')).toHaveLength(1)
  expect(lines.filter((line) => line.startsWith('SUMMARY:'))).toEqual([
    'SUMMARY:Individual · A.P.',
    'SUMMARY:Individual · A.P.',
  ])
  expect(await (await get(token, 'HEAD')).text()).toBe('')

  await ask(testDatabase, 'revoke_agenda_feed', {}, 'terapeuta@aurora.test')
  expect((await get(token)).status).toBe(404)
})

test.each(['', 'x', `${'0'.repeat(8)}-0000-4000-8000-00000000a000.${'a'.repeat(43)}`, 'a'.repeat(5_000)])(
  'answers a guess as it answers a link that ended: %#',
  async (token) => {
    const answer = await get(token)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'feed_not_found' })
  },
)
