import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { auditRows } from '../support/audit.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

/** Written by every message that comes or goes. */
const hot = [
  'public.conversation_messages',
  'public.conversation_threads',
  'public.conversation_addresses',
  'public.notifications',
  'public.whatsapp_credits_transactions',
  'public.whatsapp_credits_balance',
  'app.jobs',
  'app.webhook_events',
  'app.message_words',
]

it('a message that comes or goes costs the audit nothing: no row, and no trigger on what it writes', () =>
  db.rolledBack(async (session) => {
    await receive(session, { provider_message_id: 'A1' })
    await createOutbound(session, { clientId: randomUUID() })
    expect(await auditRows(session)).toEqual([])
    const triggers = await session.asPostgres(
      (sql) => sql`
        select t.tgrelid::regclass::text as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = any (${hot}::regclass[]) and p.prosrc ~ 'app\\.audit\\M'`,
    )
    expect([...triggers]).toEqual([])
  }))
