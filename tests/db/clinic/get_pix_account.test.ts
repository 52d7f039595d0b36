import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { connectPix } from '../support/pix.ts'

const db = await createDatabase()

describe('get_pix_account', () => {
  it('says whether the clinic charges by PIX, and nothing of the key but its end', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_pix_account')).toEqual({ is_connected: false })
      await connectPix(session)
      expect(await ask(session, 'get_pix_account', {}, 'terapeuta@aurora.test')).toEqual({
        is_connected: true,
        environment: 'sandbox',
        key_hint: 'zelo',
        connected_at: expect.any(String) as string,
        is_key_refused: false,
      })
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'get_pix_account'))
