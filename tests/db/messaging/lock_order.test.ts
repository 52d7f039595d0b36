import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { createOutbound, openConversation } from '../support/outbox.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

it('a message that is asked for twice waits for its report without holding the conversation', async () => {
  await openConversation(db)
  const clientId = randomUUID()
  const { message } = await createOutbound(db, { clientId })
  const thread = only(await threadsOf(db))
  const again = await db.asService(async (report) => {
    await report`select from public.conversation_messages where tenant_id = ${aurora.id} and id = ${message.id} for update`
    const waiting = createOutbound(db, { clientId })
    await untilSomebodyWaits(db)
    // the report goes on to the conversation: with the other order each would wait for the other now
    await report`select from public.conversation_threads where tenant_id = ${aurora.id} and id = ${thread.id} for update nowait`
    return { waiting }
  })
  expect(await again.waiting).toMatchObject({ duplicate: true, lease: null })
})

it('a reply to a conversation that becomes part of another meanwhile goes there', async () => {
  const phone = '+5511955556666'
  const lid = '88990011223344'
  await receive(db, { provider_message_id: 'L1', address: { phone } })
  await receive(db, { provider_message_id: 'L2', address: { lid } })
  const merge = await db.asService(async (sql) => {
    await sql`select app.resolve_thread(${aurora.id}, ${JSON.stringify({ phone, lid })}::text::jsonb, null)`
    const reply = createOutbound(db, { key: `whatsapp:lid:${lid}` })
    await untilSomebodyWaits(db)
    return { reply }
  })
  const { message } = await merge.reply
  const merged = only((await threadsOf(db)).filter((thread) => thread.phone === phone))
  expect(message.thread_id).toBe(merged.id)
})
