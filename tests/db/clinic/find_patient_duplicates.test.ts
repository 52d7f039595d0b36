import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

interface Suspect {
  id?: string
  name?: string
  born?: string | null
  cpf?: string | null
  phones?: string[]
  emails?: string[]
}
const find = (
  session: Session,
  { id = randomUUID(), name = 'Outra Pessoa', born = null, cpf = null, phones = [], emails = [] }: Suspect,
) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select name, reasons from public.find_patient_duplicates(
      ${aurora.id}, ${id}, ${name}, ${born}::date, ${cpf}, ${phones}, ${emails})`,
  )

describe('find_patient_duplicates', () => {
  it.each<[Suspect, string[] | null]>([
    [{ name: ' mariana  SOUZA' }, ['name']],
    [{ name: 'Mariana Souza', born: '1990-02-28' }, ['name']],
    [{ name: 'Mariana Souza', born: '1991-02-28' }, null],
    [{ cpf: '529.982.247-25' }, ['cpf']],
    [{ phones: ['(11) 98765-4321', '?'] }, ['phone']],
    [{ emails: ['MARI@exemplo.test'], phones: [mariana] }, ['email', 'phone']],
    [{ name: 'Mariana Souza', id: patientId }, null],
    [{ cpf: 'x', phones: ['x'], emails: ['x'] }, null],
  ])('of %j are told with the reasons', (suspect, reasons) =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { birth_date: '1990-02-28', cpf: '52998224725' },
        phones: [{ phone: mariana }, { phone: '11987654321' }],
        emails: [{ email: 'mari@exemplo.test' }],
      })
      expect(await find(session, suspect)).toEqual(
        reasons === null ? [] : [{ name: 'Mariana Souza', reasons }],
      )
    }),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.find_patient_duplicates(${aurora.id}, null, 'Ana', null, null)`,
  )
})
