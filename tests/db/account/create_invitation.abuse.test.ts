import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

const invite = (session: Session, email: string) =>
  session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.create_invitation(${aurora.id}, ${email}, 'operator')`,
  )

it.each(['a,b@evil.test', 'a@evil.test,b.c', 'nome<a@evil.test>', '"a"@evil.test', 'a;b@evil.test'])(
  'refuses %s, which a mail program would read as something else',
  (email) => db.rolledBack((session) => expectError(invite(session, email), 'PT400', 'invalid_email')),
)

it('refuses one person’s hundred-and-first invitation of a day', () =>
  db.rolledBack(async (session) => {
    for (let n = 0; n < 100; n += 1) await invite(session, `pessoa${n}@exemplo.test`)
    await expectError(invite(session, 'mais.uma@exemplo.test'), 'PT429', 'too_many_requests')
    await session.asPostgres(
      (sql) =>
        sql`update public.tenant_invitations set created_at = created_at - interval '1 day' where true`,
    )
    expect(await invite(session, 'amanha@exemplo.test')).toHaveLength(1)
  }))
