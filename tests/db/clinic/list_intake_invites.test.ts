import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered, invite, merge } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = 'whatsapp:+5511987650001'
const second = '0a000000-0000-4000-8000-0000000000c2'
const third = '0a000000-0000-4000-8000-0000000000c3'

interface Filter {
  state?: string | null
  patient?: string | null
  thread?: string | null
  before?: string | null
  limit?: number
}

const list = (
  session: Session,
  { state = null, patient = null, thread = null, before = null, limit = 50 }: Filter = {},
) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql`select * from public.list_intake_invites(${aurora.id}, ${state}, ${patient}, ${thread}, ${before}, ${limit})`,
  )
const states = async (session: Session, filter?: Filter) =>
  (await list(session, filter)).map(({ state }) => state as string)

describe('list_intake_invites', () => {
  it('lists links by what became of them, the latest first, a page at a time', () =>
    db.rolledBack(async (session) => {
      for (const id of [second, third])
        await savePatient(session, { id, patient: { full_name: 'Caio Souza' } })
      await savePatient(session)
      await receive(session, { provider_message_id: 'A1' })
      await merge(session, (await answered(session)).id)
      await answered(session, { patient: second })
      const expired = await invite(session, { patient: third })
      await session.asPostgres(
        (sql) => sql`update public.intake_invites set expires_at = now() where id = ${expired.id}`,
      )
      await invite(session)
      await invite(session)
      await invite(session, { patient: null, thread: key })
      expect(await states(session)).toEqual(['open', 'open', 'cancelled', 'expired', 'submitted', 'reviewed'])
      expect(await states(session, { state: 'open' })).toEqual(['open', 'open'])
      expect(await states(session, { state: 'submitted' })).toEqual(['submitted'])
      expect(await states(session, { state: 'reviewed' })).toEqual(['reviewed'])
      expect(await states(session, { state: 'ended' })).toEqual(['cancelled', 'expired'])
      expect(await states(session, { patient: second })).toEqual(['submitted'])
      const [newest, next] = await list(session, { limit: 2 })
      expect(newest).toMatchObject({
        thread_key: key,
        patient_id: null,
        patient_name: null,
        form_name: 'Ficha de cadastro',
      })
      expect(await list(session, { thread: key })).toEqual([newest])
      expect(await states(session, { before: next!.id as string })).toEqual([
        'cancelled',
        'expired',
        'submitted',
        'reviewed',
      ])
      expect(await list(session, { state: 'submitted' })).toMatchObject([
        { patient_name: 'Caio Souza', is_minor: false },
      ])
    }))

  it('refuses a state that it does not know', () =>
    db.rolledBack((session) =>
      expectRefusal(() => list(session, { state: 'lost' }), 'PT400', 'invalid_filter'),
    ))

  itIsForMembers(db, (sql) => sql`select public.list_intake_invites(${aurora.id})`)
})
