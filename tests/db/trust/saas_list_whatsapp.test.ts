import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface Asked {
  search?: string | null
  state?: string | null
  sort?: string | null
  descending?: boolean
  limit?: number
  after?: string | null
}
const list = (on: Session, asked: Asked = {}) => {
  const { search = null, state = null, sort = 'name', descending = false, limit = 50, after = null } = asked
  return on.asUser(
    'saas@zelo.test',
    (sql) => sql<{ id: string; slug: string }[]>`
      select * from public.saas_list_whatsapp(${search}, ${state}, ${sort}, ${descending}, ${limit}, ${after})`,
  )
}
const slugs = async (on: Session, asked: Asked) => (await list(on, asked)).map(({ slug }) => slug)

/** Aurora is disconnected, with a failure and an alert. */
async function scene(on: Session): Promise<void> {
  await receive(on, { provider_message_id: 'A1', body: 'Segredo', contact_name: 'Mariana Segredo' })
  await receive(on, { provider_message_id: 'A2', from_me: true })
  await on.asPostgres(async (sql) => {
    await sql`update public.notification_channels set connection_state = 'close' where id = ${aurora.evolution}`
    await sql`
      update public.conversation_messages set status = 'failed', occurred_at = now() where tenant_id = ${aurora.id} and direction = 'outbound'`
    await sql`select app.raise_alert(${aurora.id}, 'channel_disconnected', ${aurora.evolution})`
  })
}

describe('saas_list_whatsapp', () => {
  it('shows how WhatsApp is in every clinic, and nothing of what was written', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      const rows = await list(on)
      expect(rows).toMatchObject([
        { slug: 'aurora', provider: 'evolution', state: 'close', failed_24h: '1', alerts: '1' },
        { slug: 'horizonte', provider: 'twilio', failed_24h: '0', alerts: '0' },
      ])
      expect(JSON.stringify(rows)).not.toContain('Segredo')
    }))

  it.each([
    [{ search: 'CLINICA HORI' }, ['horizonte']],
    [{ search: 'nada' }, []],
    [{ state: 'close' }, ['aurora']],
    [{ state: 'alert' }, ['aurora']],
    [{ state: 'none' }, []],
    [{ sort: 'name', descending: true }, ['horizonte', 'aurora']],
    [{ sort: 'failures' }, ['horizonte', 'aurora']],
    [{ sort: 'failures', descending: true }, ['aurora', 'horizonte']],
    [{ sort: 'alerts', descending: true }, ['aurora', 'horizonte']],
    [{ sort: 'last_event', descending: true }, ['aurora', 'horizonte']],
  ] as [Asked, string[]][])('finds and orders by %o', (asked, expected) =>
    db.rolledBack(async (on) => {
      await scene(on)
      expect(await slugs(on, asked)).toEqual(expected)
    }),
  )

  it('goes on behind the last row', () =>
    db.rolledBack(async (on) => {
      expect(await slugs(on, { limit: 1 })).toEqual(['aurora'])
      expect(await slugs(on, { limit: 1, after: aurora.id })).toEqual(['horizonte'])
      expect(await slugs(on, { after: horizonte.id })).toEqual([])
      expect(await slugs(on, { sort: 'name', descending: true, after: horizonte.id })).toEqual(['aurora'])
    }))

  it('refuses what it does not know', () =>
    db.rolledBack(async (on) => {
      await expectError(list(on, { state: 'x' }), 'PT400', 'invalid_filter')
      await expectError(list(on, { sort: null }), 'PT400', 'invalid_filter')
    }))

  itIsForSaasAdmins(db, (sql) => sql`select * from public.saas_list_whatsapp()`)
})
