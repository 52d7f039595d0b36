import { afterAll, beforeAll, expect, test } from 'vitest'
import { control, Desk, Patient } from './support.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open('evolution')
})
afterAll(() => desk.close())

interface Import {
  id: string
  state: string
  messages_stored: number
}

const rpc = async <Answer>(name: string, args: object = {}) => {
  const { data, error } = await desk.client.rpc(name, { p_tenant_id: desk.tenantId, ...args })
  if (error) throw error
  return data as Answer
}

test('what the phone has from before comes in beside live messages, unread and told to nobody', async () => {
  const before = new Patient('evolution')
  const both = new Patient('evolution')
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await before.writes('Obrigada pela consulta', { at: ago(90), unheard: true })
  await both.writes('Posso remarcar?', { at: ago(60), unheard: true })
  await both.writes('Oi, sou eu', { at: ago(1) })
  const notifications = await rpc('count_notifications')

  const begun = await rpc<Import>('start_history_import')
  const state = async () => (await rpc<{ import: Import }>('get_history_import')).import
  await expect.poll(async () => (await state()).state, { timeout: 60_000 }).toBe('done')
  expect((await state()).id).toBe(begun.id)
  expect(await desk.thread(before)).toMatchObject({
    unread_count: 0,
    last_message_preview: 'Obrigada pela consulta',
  })
  expect(await desk.thread(both)).toMatchObject({ unread_count: 1, last_message_preview: 'Oi, sou eu' })
  expect(await rpc('count_notifications')).toEqual(notifications)
  const { data } = await desk.client
    .from('conversation_messages')
    .select('body, occurred_at')
    .eq('thread_id', (await desk.thread(both))?.id)
    .order('occurred_at')
  expect(data?.map(({ body }: { body: string }) => body)).toEqual(['Posso remarcar?', 'Oi, sou eu'])

  // read again, nothing is new
  await rpc('start_history_import')
  await expect.poll(async () => (await state()).state, { timeout: 60_000 }).toBe('done')
  expect((await state()).id).not.toBe(begun.id)
  expect((await state()).messages_stored).toBe(0)
  await control('POST', '/idle', {})
})
