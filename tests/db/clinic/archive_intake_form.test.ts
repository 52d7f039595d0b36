import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { invite, submit } from '../support/intakes.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()
const id = '0a000000-0000-4000-8000-0000000000f0'
const archive = (session: Session, form: string, as: Email = 'dona@aurora.test') =>
  session.asUser(as, (sql) => sql`select public.archive_intake_form(${aurora.id}, ${form})`)

async function another(session: Session): Promise<string> {
  const [first] = await session.asUser(
    'dona@aurora.test',
    (sql) => sql<{ id: string }[]>`
      select f.id, public.save_intake_form(${aurora.id}, ${id}, null, 'Outra', f.definition) from public.list_intake_forms(${aurora.id}) f`,
  )
  return first!.id
}

describe('archive_intake_form', () => {
  it('offers a form no more, and leaves links that are out', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await another(session)
      const { token } = await invite(session, { form: id })
      await archive(session, id)
      await archive(session, id)
      await expectRefusal(() => invite(session, { form: id }), 'PT404', 'form_not_found')
      expect(await submit(session, token)).toMatchObject({ state: 'received' })
    }))

  it('refuses the default form, one that is none, and who does not lead', () =>
    db.rolledBack(async (session) => {
      const first = await another(session)
      await expectRefusal(() => archive(session, first), 'PT409', 'form_is_default')
      await expectRefusal(() => archive(session, aurora.id), 'PT404', 'form_not_found')
      await expectRefusal(() => archive(session, id, 'recepcao@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.archive_intake_form(${aurora.id}, ${id})`)
})
