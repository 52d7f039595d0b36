import type { TransactionSql } from 'postgres'
import { it } from 'vitest'
import { people, staffOfAurora, strangersToAurora, type Email } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectError, insufficientPrivilege } from './expect-error.ts'

type Call = (sql: TransactionSql) => Promise<unknown>
type Scene = (session: Session) => Promise<unknown>

/** One text of every row of every table: two are equal when nothing changed in between. */
export async function fingerprint(session: Session): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ print: string }[]>`
      select string_agg(oid::regclass || ' ' || query_to_xml(format(
        'select md5(string_agg(t::text, '''' order by t::text)) as hash from %s t', oid::regclass), true, true, ''), '' order by oid) as print
      from pg_class where relkind = 'r'
        and relnamespace::regnamespace::text in ('public', 'app', 'app_private', 'realtime')`,
  )
  return row!.print
}

/**
 * Expects that the database refuses a step of a session. The refusal ends the step's savepoint or transaction, so nothing
 * of it can be left, and nothing has to be compared.
 */
export async function expectRefusal(
  call: () => Promise<unknown>,
  sqlstate: string,
  code?: string,
): Promise<void> {
  await expectError(call(), sqlstate, code)
}

/** Tests that a function of Clínica Aurora is closed to everybody who is not an active member. */
export function itIsForMembers(db: TestDatabase, call: Call, scene: Scene = nothing): void {
  itRefuses(db, strangersToAurora, 'not_a_member', call, scene)
  itNeedsSession(db, call, scene)
}

/** Tests that a function of Clínica Aurora is closed to everybody but its owner and administrators. */
export function itIsForAdmins(db: TestDatabase, call: Call, scene: Scene = nothing): void {
  itIsForMembers(db, call, scene)
  itRefuses(db, staffOfAurora, 'forbidden', call, scene)
}

/** Tests that a function is closed to everybody but the administrators of the service. */
export function itIsForSaasAdmins(db: TestDatabase, call: Call, scene: Scene = nothing): void {
  const everybodyElse = (Object.keys(people) as Email[]).filter((email) => !people[email].saas)
  itRefuses(db, everybodyElse, 'forbidden', call, scene)
  itNeedsSession(db, call, scene)
}

/** Tests that a function answers nobody without a session: neither the API's anonymous role nor a token without a person. */
export function itNeedsSession(db: TestDatabase, call: Call, scene: Scene = nothing): void {
  it('refuses a caller who is not signed in', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => session.asAnon(call), insufficientPrivilege)
      await expectRefusal(() => session.asNobody(call), 'PT401', 'not_signed_in')
    }))
}

function itRefuses(db: TestDatabase, people: readonly Email[], code: string, call: Call, scene: Scene): void {
  it.each(people)(`refuses %s with ${code}`, (email) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => session.asUser(email, call), 'PT403', code)
    }),
  )
}

async function nothing(): Promise<void> {}
