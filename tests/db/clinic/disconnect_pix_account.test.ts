import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { charges } from '../support/money.ts'
import { account, pendingPix, pixEvent, tellPix, tokenHash } from '../support/pix.ts'

const db = await createDatabase()

describe('disconnect_pix_account', () => {
  it('forgets the key; what was sent before may still be paid', () =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      for (let n = 0; n < 2; n++)
        expect(await ask(session, 'disconnect_pix_account', {}, 'admin@aurora.test')).toEqual({
          is_connected: false,
        })
      const [row] = await session.asPostgres(
        (sql) => sql`select
          (select count(*)::int from app_private.pix_credentials) as keys,
          app.authorize_pix_webhook(${aurora.id}, ${account}, ${tokenHash}) as may_tell,
          app.authorize_pix_webhook(${aurora.id}, ${account}, ${'cd'.repeat(32)}) as wrong`,
      )
      expect(row).toEqual({ keys: 0, may_tell: true, wrong: false })
      await tellPix(session, pixEvent('PAYMENT_RECEIVED'))
      expect(await charges(session)).toMatchObject([{ state: 'paid' }, {}])
    }))
})

itIsForAdmins(db, (sql) => callAgenda(sql, 'select %s', 'disconnect_pix_account'))
