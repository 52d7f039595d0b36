import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { listed, replaceTemplates, type Template } from '../support/templates.ts'

const db = await createDatabase()

const list = (session: Session, as: Email = 'recepcao@horizonte.test') =>
  session.asUser(as, (sql) => sql<Template[]>`select * from public.list_message_templates(${horizonte.id})`)

describe('list_message_templates', () => {
  it('shows any member the approved ones first, each part by name', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [
        listed(1, { name: 'Zelar' }),
        listed(2, { name: 'aviso', status: 'pending' }),
        listed(3, { name: 'boas_vindas' }),
        listed(4, { name: 'Antigo', status: 'rejected', rejection_reason: 'INVALID_FORMAT' }),
      ])
      for (const email of ['recepcao@horizonte.test', 'terapeuta@horizonte.test'] as const) {
        const names = (await list(session, email)).map(({ name, status }) => `${name} ${status}`)
        expect(names).toEqual(['boas_vindas approved', 'Zelar approved', 'Antigo rejected', 'aviso pending'])
      }
    }))

  it('shows those of the active channel only', () =>
    db.rolledBack(async (session) => {
      await replaceTemplates(session, [listed(1)])
      await session.asPostgres(
        (sql) =>
          sql`update public.notification_channels set is_active = false where tenant_id = ${horizonte.id}`,
      )
      expect(await list(session)).toEqual([])
    }))

  const ofAurora = { tenant: aurora.id, channel: aurora.twilio }
  itIsForMembers(
    db,
    (sql) => sql`select public.list_message_templates(${aurora.id})`,
    (session) => replaceTemplates(session, [listed(1)], ofAurora),
  )
})
