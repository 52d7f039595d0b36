import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { openOfficial } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('get_campaign_kit', () => {
  it('says what the number carries, and who may send', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_campaign_kit')).toMatchObject({
        may_send: false,
        may_manage: false,
        channel: { provider: 'evolution', needs_template: false, obstacle: 'campaigns_not_on_unofficial' },
        hours: [
          { weekday: 1, opens: '09:00', closes: '20:00' },
          { weekday: 2 },
          { weekday: 3 },
          { weekday: 4 },
          { weekday: 5 },
          { weekday: 6, opens: '09:00', closes: '14:00' },
        ],
      })
      await openOfficial(session)
      expect(await ask(session, 'get_campaign_kit', {}, 'dona@aurora.test')).toMatchObject({
        may_send: true,
        may_manage: true,
        channel: { provider: 'twilio', needs_template: true, obstacle: null, tier: null },
      })
    }))

  itIsForSellers(db, (sql) => sql`select public.get_campaign_kit(${aurora.id})`)
})
