import { describe, expect, it } from 'vitest'
import { book, openAgenda } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { giveCouncil, treatedPatient, treating } from '../support/patient-files.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

const values = (session: Session, as: Email) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ answer: { treats: boolean; values: Record<string, string> } }[]>`
      select public.get_document_values(${aurora.id}, ${patientId}) as answer`
    return row!.answer
  })

describe('get_document_values', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.get_document_values(${aurora.id}, ${patientId})`,
    treatedPatient,
  )

  it('fills templates in by what is known, with the name that the patient uses', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await giveCouncil(session)
      await savePatient(session, {
        version: 1,
        patient: {
          full_name: 'Mário Souza',
          social_name: 'Mariana Souza',
          cpf: '52998224725',
          birth_date: '1990-05-01',
        },
      })
      expect(await values(session, treating)).toMatchObject({
        treats: true,
        values: {
          paciente: 'Mariana Souza',
          cpf: '529.982.247-25',
          nascimento: '01/05/1990',
          terapeuta: 'Helena Terapeuta',
          conselho: 'CRP 06/123456',
          clinica: 'Clínica Aurora',
        },
      })
    }))

  it('takes day and hours from the last session that was not called off', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await treatedPatient(session)
      await book(session, { patient_ids: [patientId] })
      await session.asPostgres(
        (sql) => sql`
          update public.sessions set starts_at = date_trunc('hour', now()) - interval '2 days 3 hours',
            ends_at = date_trunc('hour', now()) - interval '2 days 2 hours' where tenant_id = ${aurora.id}`,
      )
      const [local] = await session.asPostgres(
        (sql) => sql`
          select to_char(starts_at at time zone 'America/Sao_Paulo', 'DD/MM/YYYY') as day,
            to_char(starts_at at time zone 'America/Sao_Paulo', 'HH24"h"MI') as hour from public.sessions`,
      )
      const { values: found } = await values(session, 'recepcao@aurora.test')
      expect(found).toMatchObject({ data_atendimento: local?.day, hora_inicio: local?.hour })
      expect(found['hora_fim']).toMatch(/^\d\dh\d\d$/)
      await session.asPostgres((sql) => sql`update public.session_patients set status = 'missed'`)
      expect((await values(session, 'recepcao@aurora.test')).values).not.toHaveProperty('hora_inicio')
    }))

  it('leaves out what is not known', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const answer = await values(session, 'recepcao@aurora.test')
      expect(answer.treats).toBe(false)
      expect(Object.keys(answer.values)).not.toContain('cpf')
      expect(Object.keys(answer.values)).not.toContain('conselho')
    }))
})
