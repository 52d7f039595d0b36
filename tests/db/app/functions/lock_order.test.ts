import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { aurora } from '../../support/cast.ts'
import { createDatabase } from '../../support/database.ts'
import { only, threadsOf } from '../../support/inbox.ts'
import { createOutbound, openConversation } from '../../support/outbox.ts'
import { untilSomebodyWaits } from '../../support/waiting.ts'

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
