import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, personas, type Persona } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { expectError, insufficientPrivilege } from '../../support/expect-error.ts'
import { beginFile, storedFile, treatedPatient, treating } from '../../support/patient-files.ts'
import { patientId } from '../../support/patients.ts'

const db = await createDatabase()

const members = personas.filter((persona) => {
  const who = persona === 'anon' ? undefined : people[persona]
  return who?.tenant === aurora.id && !who.disabled
})

/** The object behind a path, as the Storage API has put it. */
const put = (session: Session, path: string) =>
  session.asPostgres(
    (sql) => sql`insert into storage.objects (bucket_id, name) values ('patient-files', ${path})`,
  )

/** What the Storage API asks before it signs or sends an object. */
const reads = async (session: Session, persona: Persona, path: string) =>
  (
    await session.as(
      persona,
      (sql) => sql`select from storage.objects where bucket_id = 'patient-files' and name = ${path}`,
    )
  ).length > 0

/** What it does when somebody puts one. */
const uploads = (session: Session, persona: Persona, path: string, bucket = 'patient-files') =>
  session.as(
    persona,
    (sql) => sql`insert into storage.objects (bucket_id, name) values (${bucket}, ${path}) returning id`,
  )

/** A kept file with its object. */
async function stored(session: Session, clinical: boolean): Promise<string> {
  await treatedPatient(session)
  const { path } = await storedFile(session, { clinical })
  await put(session, path)
  return path
}

describe('a file of a patient', () => {
  it.each(personas)('that is not clinical is opened by %s only as a member', (persona) =>
    db.rolledBack(async (session) => {
      const path = await stored(session, false)
      expect(await reads(session, persona, path)).toBe(members.includes(persona))
    }),
  )

  it.each(personas)('that is clinical is opened by %s only where they treat the patient', (persona) =>
    db.rolledBack(async (session) => {
      const path = await stored(session, true)
      expect(await reads(session, persona, path)).toBe(persona === treating)
    }),
  )

  it('closes for a therapist whose care has ended, and for one who left the clinic', () =>
    db.rolledBack(async (session) => {
      const path = await stored(session, true)
      expect(await reads(session, treating, path)).toBe(true)
      await session.asPostgres(
        (sql) => sql`update public.care_team set ended_at = now() where ended_at is null`,
      )
      expect(await reads(session, treating, path)).toBe(false)
    }))

  it('closes for a therapist who left the clinic', () =>
    db.rolledBack(async (session) => {
      const path = await stored(session, true)
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_members set status = 'disabled' where user_id = ${people[treating].id}`,
      )
      expect(await reads(session, treating, path)).toBe(false)
    }))

  it.each(personas)('is changed, removed and put over by nobody: %s', (persona) =>
    db.rolledBack(async (session) => {
      const path = await stored(session, false)
      const changed = await session.as(persona, async (sql) => {
        await sql`select set_config('storage.allow_delete_query', 'true', true)`
        const updated = await sql`update storage.objects set name = ${`${path}.html`} returning id`
        const deleted = await sql`delete from storage.objects returning id`
        return [...updated, ...deleted]
      })
      expect(changed).toEqual([])
      await expectError(uploads(session, persona, path), insufficientPrivilege)
    }),
  )
})

describe('an upload', () => {
  it.each(personas)('that the reception began is put by %s only as the reception', (persona) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { path } = await beginFile(session)
      const call = uploads(session, persona, path)
      if (persona === 'recepcao@aurora.test') expect(await call).toHaveLength(1)
      else await expectError(call, insufficientPrivilege)
    }),
  )

  it('is seen by whoever put it, and by no colleague before it was looked at and kept', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { path } = await beginFile(session)
      await put(session, path)
      expect(await reads(session, 'recepcao@aurora.test', path)).toBe(true)
      expect(await reads(session, treating, path)).toBe(false)
    }))

  it('goes into no other bucket, and one of a message not into this one', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { path } = await beginFile(session)
      await expectError(
        uploads(session, 'recepcao@aurora.test', path, 'whatsapp-media'),
        insufficientPrivilege,
      )
    }))

  it.each([
    ['the patient’s own folder', `${aurora.id}/${patientId}/x.pdf`],
    ['the files of another clinic', `${horizonte.id}/uploads/00000000-0000-4000-8000-000000000001`],
  ])('cannot be put at %s', (_what, path) =>
    db.rolledBack((session) =>
      expectError(uploads(session, 'recepcao@aurora.test', path), insufficientPrivilege),
    ),
  )
})

it('the bucket is private, and takes what whatsapp-media takes', async () => {
  const rows = await db.asPostgres(
    (sql) =>
      sql`select id, public, allowed_mime_types as types from storage.buckets where id in ('patient-files', 'whatsapp-media') order by id`,
  )
  expect(rows).toMatchObject([{ public: false }, { public: false }])
  expect(rows[0]?.types).toEqual(rows[1]?.types)
})
