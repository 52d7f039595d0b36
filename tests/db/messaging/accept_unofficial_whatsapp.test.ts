import { describe, expect, it } from 'vitest'
import channels from '../../../src/locales/pt-BR/channels.json' with { type: 'json' }
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const nobodyHas = (session: Session) =>
  session.asPostgres((sql) => sql`delete from app.unofficial_whatsapp_acceptances where true`)

const accept = async (session: Session, email: 'dona@aurora.test' | 'admin@aurora.test') => {
  const [row] = await session.asUser(
    email,
    (sql) => sql`select public.accept_unofficial_whatsapp(${aurora.id}) as answer`,
  )
  return row?.answer as { accepted_at: string; accepted_by: string }
}

describe('accept_unofficial_whatsapp', () => {
  it('keeps who accepted, when, and the words of the screen; a repetition changes nothing', () =>
    db.rolledBack(async (session) => {
      await nobodyHas(session)
      const first = await accept(session, 'dona@aurora.test')
      expect(await accept(session, 'admin@aurora.test')).toEqual(first)
      const rows = await session.asPostgres((sql) => sql`select * from app.unofficial_whatsapp_acceptances`)
      expect(rows).toMatchObject([
        {
          tenant_id: aurora.id,
          accepted_by: people['dona@aurora.test'].id,
          words: channels.evolution.risk.words,
        },
      ])
    }))

  itIsForAdmins(db, (sql) => sql`select public.accept_unofficial_whatsapp(${aurora.id})`, nobodyHas)
})
