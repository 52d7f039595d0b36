import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  mergedId,
  mergeId,
  mergePatients,
  stateOfPatients,
  survivorId,
  twoPatients,
  undoMerge,
} from '../support/merges.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'
import { entryId, helena, listEntries, withRecord, type Entry } from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const relativeId = '0a000000-0000-4000-8000-0000000000b1'

const some = <T>(...values: T[]) => fc.subarray(values)
const form = fc.record({
  patient: fc.record({
    full_name: fc.constantFrom('Mariana Souza', 'Mari Sousa'),
    social_name: fc.constantFrom(null, 'Mari'),
    birth_date: fc.constantFrom(null, '1990-02-28'),
    cpf: fc.constantFrom(null, '52998224725'),
    city: fc.constantFrom(null, 'Santos', 'Recife'),
    note: fc.constantFrom(null, 'Prefere manhã', 'Usa cadeira de rodas'),
  }),
  phones: some({ phone: mariana }, { phone: joao, is_primary: true }, { phone: '+5511987650099' }),
  emails: some({ email: 'mari@exemplo.test' }, { email: 'souza@exemplo.test', is_primary: true }),
  relations: some<object>(
    { kinship: 'mother', full_name: 'Rosa Lima', is_payer: true },
    { kinship: 'father', full_name: 'Raul Lima' },
    { kinship: 'sibling', related_patient_id: relativeId, is_told: true },
  ),
})
const links = some(`whatsapp:${mariana}`, 'whatsapp:lid:777')
const scene = fc.record({
  survivor: form,
  merged: form,
  links: fc.tuple(links, links),
  treated: some(survivorId, mergedId),
  archived: fc.boolean(),
  taken: some('full_name', 'social_name', 'birth_date', 'cpf', 'address'),
})
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

async function build(session: Session, { survivor, merged, links: [own, others], treated, archived }: Scene) {
  await receive(session, { provider_message_id: 'M1', address: { phone: mariana } })
  await receive(session, { provider_message_id: 'L1', address: { lid: '777' } })
  await savePatient(session, { id: relativeId, patient: { full_name: 'Bia Lima' } })
  await savePatient(session, { id: survivorId, ...survivor })
  await savePatient(session, { id: mergedId, ...merged })
  await savePatient(session, {
    id: relativeId,
    version: 1,
    patient: { full_name: 'Bia Lima' },
    relations: [survivorId, mergedId].map((id) => ({ kinship: 'sibling', related_patient_id: id })),
  })
  await session.asUser('recepcao@aurora.test', async (sql) => {
    for (const key of own) await sql`select public.link_conversation(${aurora.id}, ${key}, ${survivorId})`
    for (const key of others) await sql`select public.link_conversation(${aurora.id}, ${key}, ${mergedId})`
  })
  const therapist = people['terapeuta@aurora.test'].id
  await session.asUser('terapeuta@aurora.test', async (sql) => {
    for (const id of treated) await sql`select public.add_care_team(${aurora.id}, ${id}, ${therapist})`
  })
  if (archived)
    await session.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select public.archive_patient(${aurora.id}, ${mergedId}, true)`,
    )
}

describe('undo_patient_merge', () => {
  it('leaves both as they were before, whoever they were', () =>
    fc.assert(
      fc.asyncProperty(scene, (case_) =>
        db.rolledBack(async (session) => {
          await build(session, case_)
          const before = await stateOfPatients(session)
          const mergedVersion = case_.archived ? 2 : 1
          await mergePatients(session, { taken: case_.taken, mergedVersion })
          await undoMerge(session)
          expect(await stateOfPatients(session)).toEqual(before)
        }),
      ),
      { numRuns: 8 * Number(process.env.ZELO_PROPERTY_FACTOR ?? 1) },
    ))

  it('brings back what was signed, the private folder and who read them', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await listEntries(session)
      await savePatient(session, { id: survivorId })
      const before = await stateOfPatients(session)
      await mergePatients(session, { merged: patientId })
      const seen = await answer<{ entries: Entry[] }>(
        session,
        'list_record_entries',
        { p_patient_id: survivorId },
        helena,
      )
      expect(seen.entries).toMatchObject([{ id: entryId, patient_id: survivorId }])
      await session.asPostgres(
        (sql) => sql`
        alter table public.record_reads disable trigger user`,
      )
      await session.asPostgres(
        (sql) => sql`delete from public.record_reads where patient_id = ${survivorId} and at > (
        select merged_at from public.patient_merges)`,
      )
      await undoMerge(session)
      expect(await stateOfPatients(session)).toEqual(before)
    }))

  it('leaves what came after the merge, and what was changed since, with the surviving one', () =>
    db.rolledBack(async (session) => {
      await twoPatients(
        session,
        { phones: [{ phone: mariana }], patient: { city: 'Santos' } },
        { phones: [{ phone: joao }], patient: { city: 'Recife', cpf: '52998224725' } },
      )
      await mergePatients(session, { taken: ['cpf', 'address'] })
      await savePatient(session, {
        id: survivorId,
        version: 2,
        patient: { full_name: 'Mariana Souza Lima', city: 'Recife', cpf: '52998224725' },
        phones: [{ phone: mariana }, { phone: joao, note: 'só à tarde' }, { phone: '+5511987650099' }],
      })
      await undoMerge(session)
      const survivor = await getPatient(session, survivorId)
      expect(survivor.patient).toMatchObject({ full_name: 'Mariana Souza Lima', city: 'Santos', cpf: null })
      expect(survivor.phones.map(({ phone }) => phone)).toEqual([mariana, '+5511987650099'])
      const merged = await getPatient(session, mergedId)
      expect(merged.patient).toMatchObject({
        id: mergedId,
        city: 'Recife',
        cpf: '52998224725',
        archived_at: null,
      })
      expect(merged.phones).toMatchObject([{ phone: joao, is_primary: true, note: 'só à tarde' }])
    }))

  it('brings back what a form removed since', () =>
    db.rolledBack(async (session) => {
      await twoPatients(
        session,
        {},
        {
          phones: [{ phone: joao }],
          relations: [{ kinship: 'mother', full_name: 'Rosa Lima' }],
        },
      )
      await mergePatients(session)
      await savePatient(session, { id: survivorId, version: 2 })
      await undoMerge(session)
      expect(await getPatient(session, mergedId)).toMatchObject({
        phones: [{ phone: joao, is_primary: true }],
        relations: [{ full_name: 'Rosa Lima' }],
      })
    }))

  it('is done once', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await mergePatients(session)
      const undone = await undoMerge(session)
      expect(undone.undone_at).not.toBeNull()
      await mergePatients(session, { id: randomUUID(), survivorVersion: 3, mergedVersion: 3 })
      expect(await undoMerge(session)).toEqual(undone)
      expect((await getPatient(session, mergedId)).patient.id).toBe(survivorId)
    }))

  it('goes from the latest merge to the first, along a chain as well', () =>
    db.rolledBack(async (session) => {
      const [third, fourth] = [randomUUID(), randomUUID()]
      await twoPatients(session, { phones: [{ phone: mariana }] }, { phones: [{ phone: joao }] })
      for (const id of [third, fourth]) await savePatient(session, { id })
      const before = await stateOfPatients(session)
      await mergePatients(session)
      const [second, chained] = [randomUUID(), randomUUID()]
      await mergePatients(session, { id: second, merged: third, survivorVersion: 2 })
      await mergePatients(session, { id: chained, survivor: fourth, merged: survivorId, mergedVersion: 3 })
      expect((await getPatient(session, mergedId)).patient.id).toBe(fourth)
      expect((await getPatient(session, fourth)).phones.map(({ phone }) => phone)).toEqual([mariana, joao])
      for (const id of [mergeId, second])
        await expectRefusal(() => undoMerge(session, id), 'PT409', 'merge_not_last')
      await undoMerge(session, chained)
      await expectRefusal(() => undoMerge(session), 'PT409', 'merge_not_last')
      await undoMerge(session, second)
      await undoMerge(session)
      expect(await stateOfPatients(session)).toEqual(before)
    }))

  it('is possible for thirty days, and then what it needs is forgotten', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session, {}, { phones: [{ phone: joao }] })
      await mergePatients(session)
      await session.asService((sql) => sql`select app.prune_expired()`)
      await session.asPostgres(
        (sql) => sql`update public.patient_merges set undo_until = undo_until - interval '31 days'`,
      )
      await expectRefusal(() => undoMerge(session), 'PT409', 'merge_too_old')
      await session.asService((sql) => sql`select app.prune_expired()`)
      expect(await session.asPostgres((sql) => sql`select from app.patient_merge_rows`)).toHaveLength(0)
      expect(
        await session.asPostgres(
          (sql) => sql`select from public.patient_merges where merged_before is not null`,
        ),
      ).toHaveLength(0)
    }))

  it('refuses a merge that is none', () =>
    db.rolledBack((session) =>
      expectRefusal(() => undoMerge(session, randomUUID()), 'PT404', 'merge_not_found'),
    ))

  it('refuses who treats', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await mergePatients(session)
      await expectRefusal(
        () =>
          session.asUser(
            'terapeuta@aurora.test',
            (sql) => sql`select public.undo_patient_merge(${aurora.id}, ${mergeId})`,
          ),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.undo_patient_merge(${aurora.id}, ${mergeId})`)
})
