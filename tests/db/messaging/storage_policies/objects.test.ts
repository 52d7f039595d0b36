import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, personas, type Persona } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { expectError, insufficientPrivilege } from '../../support/expect-error.ts'
import { openConversation } from '../../support/outbox.ts'
import { beginUpload, storedPicture } from '../../support/media.ts'

const db = await createDatabase()

const members = personas.filter((persona) => {
  const who = persona === 'anon' ? undefined : people[persona]
  return who?.tenant === aurora.id && !who.disabled
})

/** The object behind a path, as the Storage API has put it. */
const put = (session: Session, path: string) =>
  session.asPostgres(
    (sql) => sql`insert into storage.objects (bucket_id, name) values ('whatsapp-media', ${path})`,
  )

/** What the Storage API asks before it signs or sends an object. */
const reads = async (session: Session, persona: Persona, path: string) =>
  (
    await session.as(
      persona,
      (sql) => sql`select from storage.objects where bucket_id = 'whatsapp-media' and name = ${path}`,
    )
  ).length > 0

/** What it does when somebody puts one. */
const uploads = (session: Session, persona: Persona, path: string, bucket = 'whatsapp-media') =>
  session.as(
    persona,
    (sql) => sql`insert into storage.objects (bucket_id, name) values (${bucket}, ${path}) returning id`,
  )

describe('a stored file', () => {
  it.each(personas)('is opened by %s only as a member', (persona) =>
    db.rolledBack(async (session) => {
      const { path } = await storedPicture(session)
      await put(session, path)
      expect(await reads(session, persona, path)).toBe(members.includes(persona))
    }),
  )

  it.each(personas)('is changed and removed by nobody: %s', (persona) =>
    db.rolledBack(async (session) => {
      const { path } = await storedPicture(session)
      await put(session, path)
      const changed = await session.as(persona, async (sql) => {
        await sql`select set_config('storage.allow_delete_query', 'true', true)`
        const updated = await sql`update storage.objects set name = ${`${path}.html`} returning id`
        const deleted = await sql`delete from storage.objects returning id`
        return [...updated, ...deleted]
      })
      expect(changed).toEqual([])
    }),
  )

  it.each(personas)('cannot be put over by %s', (persona) =>
    db.rolledBack(async (session) => {
      const { path } = await storedPicture(session)
      await expectError(uploads(session, persona, path), insufficientPrivilege)
    }),
  )

  it('is closed once it is about to be removed', () =>
    db.rolledBack(async (session) => {
      const { path } = await storedPicture(session)
      await put(session, path)
      await session.asPostgres((sql) => sql`update app.media_files set state = 'doomed'`)
      expect(await reads(session, 'recepcao@aurora.test', path)).toBe(false)
    }))
})

describe('an upload', () => {
  it.each(personas)('that the reception began is put by %s only as the reception', (persona) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { path } = await beginUpload(session)
      const call = uploads(session, persona, path)
      if (persona === 'recepcao@aurora.test') expect(await call).toHaveLength(1)
      else await expectError(call, insufficientPrivilege)
    }),
  )

  it('is seen by whoever put it, and by no colleague before it was looked at', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { path } = await beginUpload(session)
      await put(session, path)
      expect(await reads(session, 'recepcao@aurora.test', path)).toBe(true)
      expect(await reads(session, 'dona@aurora.test', path)).toBe(false)
    }))

  it.each([
    ['another place of the clinic', `${aurora.id}/uploads/x`],
    ['the files of another clinic', `${horizonte.id}/uploads/00000000-0000-4000-8000-000000000001`],
    ['no folder', 'x.jpg'],
  ])('cannot be put at %s', (_what, path) =>
    db.rolledBack((session) =>
      expectError(uploads(session, 'recepcao@aurora.test', path), insufficientPrivilege),
    ),
  )

  it('cannot be put by somebody who has left the clinic meanwhile', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { path } = await beginUpload(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_members set status = 'disabled' where user_id = ${people['recepcao@aurora.test'].id}`,
      )
      await expectError(uploads(session, 'recepcao@aurora.test', path), insufficientPrivilege)
    }))
})

it('the bucket is private, and takes no type that a browser would run', async () => {
  const [bucket] = await db.asPostgres(
    (sql) => sql`select * from storage.buckets where id = 'whatsapp-media'`,
  )
  expect(bucket).toMatchObject({ public: false })
  expect(bucket?.allowed_mime_types).not.toContain('text/html')
  expect(bucket?.allowed_mime_types).not.toContain('image/svg+xml')
})
