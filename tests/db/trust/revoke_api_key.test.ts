import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { asKey, beginCall, createKey } from '../support/api-keys.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()
const revoke = (session: Session, id: string) =>
  session.asUser('dona@aurora.test', (sql) => sql`select public.revoke_api_key(${aurora.id}, ${id}) as value`)

describe('revoke_api_key', () => {
  it('stops a key at once, also a call that had begun', () =>
    db.rolledBack(async (session) => {
      const { id, key } = await createKey(session)
      const { claims } = await beginCall(session, key!)
      for (let times = 0; times < 2; times += 1)
        expect((await revoke(session, id))[0]!['value']).toMatchObject({ state: 'revoked' })
      await expectError(beginCall(session, key!), 'PT401', 'api_key_invalid')
      await expectError(asKey(session, claims, 'me'), 'PT401', 'api_key_invalid')
    }))

  it('knows which key', () =>
    db.rolledBack((session) =>
      expectRefusal(() => revoke(session, randomUUID()), 'PT404', 'api_key_not_found'),
    ))

  itIsForAdmins(db, (sql) => sql`select public.revoke_api_key(${aurora.id}, ${randomUUID()})`)
})
