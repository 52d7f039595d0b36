import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  answered,
  callMerge,
  everythingAccepted,
  getIntake,
  invite,
  merge,
  minorAnswers,
} from '../support/intakes.ts'
import { getPatient, patientId, patientsOf, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = 'whatsapp:+5511987650001'
const newId = '0a000000-0000-4000-8000-0000000000e1'
const racedId = '0a000000-0000-4000-8000-0000000000e2'
const consents = (session: Session) =>
  session.asPostgres((sql) => sql`select distinct patient_id from public.consents`)

describe('merge_intake', () => {
  it('takes what is chosen and keeps the rest', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        patient: { cpf: '111.444.777-35', note: 'De manhã' },
        phones: [{ phone: '11 3456-7890', is_primary: true }],
      })
      const { id } = await answered(session)
      await merge(session, id, { take: ['full_name', 'birth_date', 'phone'] })
      const person = await getPatient(session)
      expect(person.patient).toMatchObject({
        full_name: 'Mariana Souza Lima',
        birth_date: '1990-02-28',
        cpf: '11144477735',
        note: 'De manhã',
        version: 2,
      })
      expect(person.phones.map(({ phone, is_primary }) => [phone, is_primary])).toEqual([
        ['+551134567890', true],
        ['+5511987654321', false],
      ])
      expect(person.emails).toEqual([])
      const intake = await getIntake(session, id)
      expect(intake.taken).toEqual(['full_name', 'birth_date', 'phone'])
      expect(intake.reviewed_at).not.toBeNull()
    }))

  it('keeps everything when nothing is chosen, and is done', () =>
    db.rolledBack(async (session) => {
      const before = await savePatient(session)
      const { id } = await answered(session)
      await merge(session, id)
      expect(await getPatient(session)).toEqual(before)
      expect((await getIntake(session, id)).reviewed_at).not.toBeNull()
    }))

  it('completes a guardian who is known by name, and adds who is not', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, {
        relations: [
          { kinship: 'mother', full_name: 'mariana souza', is_payer: true },
          { kinship: 'father', full_name: 'Rui' },
        ],
      })
      const { id } = await answered(
        session,
        {},
        {
          answers: { ...minorAnswers, emergency_name: 'Rosa Lima', emergency_phone: '11 91234-5678' },
          accepted: { ...everythingAccepted, guardian_authorisation: true },
          signer: { full_name: 'Mariana Souza', kinship: 'mother' },
        },
      )
      await merge(session, id, { take: ['guardian', 'emergency'] })
      expect((await getPatient(session)).relations).toMatchObject([
        {
          kinship: 'mother',
          full_name: 'Mariana Souza',
          is_payer: true,
          is_guardian: true,
          phone: '+5511987654321',
        },
        { kinship: 'father', full_name: 'Rui', is_guardian: false },
        { kinship: 'other', full_name: 'Rosa Lima', is_guardian: false, phone: '+5511912345678' },
      ])
    }))

  it('makes a patient of the person of a conversation, with the proofs', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { id } = await answered(session, { patient: null, thread: key })
      expect(await consents(session)).toEqual([{ patient_id: null }])
      const merged = await merge(session, id, { patient: newId, version: null, take: ['birth_date', 'cpf'] })
      expect(merged).toEqual({ id, patient_id: newId })
      expect((await getPatient(session, newId)).patient).toMatchObject({
        full_name: 'Mariana Souza Lima',
        birth_date: '1990-02-28',
      })
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza Lima'])
      expect(await consents(session)).toEqual([{ patient_id: newId }])
    }))

  it('gives the answers of a conversation to somebody who is a patient already', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await savePatient(session)
      const { id } = await answered(session, { patient: null, thread: key })
      await merge(session, id, { take: ['cpf'] })
      expect((await getPatient(session)).patient).toMatchObject({
        cpf: '52998224725',
        full_name: 'Mariana Souza',
      })
      expect(await patientsOf(session, key)).toEqual(['Mariana Souza'])
    }))

  it('refuses an older patient, another patient and a form that did not come, and changes nothing', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await savePatient(session)
      await savePatient(session, { version: 1 })
      await savePatient(session, {
        id: newId,
        patient: { full_name: 'Mariana Souza Lima' },
        phones: [{ phone: '11987650001' }],
      })
      const { id } = await answered(session)
      const ofConversation = await answered(session, { patient: null, thread: key })
      const open = await invite(session)
      for (const [of, options, sqlstate, code] of [
        [id, { version: 1 }, 'PT409', 'changed_meanwhile'],
        [id, { version: null }, 'PT409', 'changed_meanwhile'],
        [id, { patient: null }, 'PT400', 'missing_client_id'],
        [id, { patient: newId }, 'PT409', 'intake_of_another_patient'],
        [open.id, {}, 'PT404', 'intake_not_found'],
        [newId, {}, 'PT404', 'intake_not_found'],
        // somebody made a patient of them since the page was opened
        [ofConversation.id, { patient: racedId, version: null }, 'PT409', 'changed_meanwhile'],
        [ofConversation.id, { patient: racedId, version: 1 }, 'PT404', 'patient_not_found'],
      ] as const)
        await expectRefusal(() => merge(session, of, options), sqlstate, code)
    }))

  it('is one review of two at once', async () => {
    await savePatient(db, { id: racedId })
    const { id } = await answered(db, { patient: racedId })
    const merges = await Promise.all(
      [['cpf'], ['birth_date']].map((take) => merge(db, id, { patient: racedId, take })),
    )
    expect(merges).toEqual([merges[0], merges[0]])
    const { taken } = await getIntake(db, id)
    const { patient } = await getPatient(db, racedId)
    expect(patient.version).toBe(2)
    expect(patient.cpf !== null).toBe(taken?.[0] === 'cpf')
    expect(patient.birth_date !== null).toBe(taken?.[0] === 'birth_date')
  })

  itIsForMembers(db, (sql) => callMerge(sql, patientId))
})

it('follows a conversation that becomes part of another', () =>
  db.rolledBack(async (session) => {
    await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
    const [thread] = await session.asPostgres(
      (sql) => sql`select thread_key from public.conversation_threads`,
    )
    const { id } = await answered(session, { patient: null, thread: thread!.thread_key as string })
    await receive(session, { provider_message_id: 'B', address: { phone: '+5511987654321' } })
    await receive(session, { provider_message_id: 'C', address: { phone: '+5511987654321', lid: '777' } })
    const rows = await session.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select thread_key from public.list_intake_invites(${aurora.id}) where id = ${id}`,
    )
    const threads = await session.asPostgres((sql) => sql`select thread_key from public.conversation_threads`)
    expect(threads).toHaveLength(1)
    expect(rows).toEqual([...threads])
  }))
