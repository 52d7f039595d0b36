import { describe, expect, it } from 'vitest'
import { aurora, evolutionInstances } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest } from '../support/events.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const setup = async (session: Session) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) =>
      sql<
        { setup: Record<string, Record<string, unknown>> }[]
      >`select public.get_channel_setup(${aurora.id}) as setup`,
  )
  return row!.setup
}

describe('get_channel_setup', () => {
  it('shows both channels and which one is active', () =>
    db.rolledBack(async (session) => {
      expect(await setup(session)).toMatchObject({
        active: 'evolution',
        evolution: {
          channel_id: aurora.evolution,
          external_id: 'aurora',
          state: 'open',
          is_active: true,
          qr_code: null,
        },
        twilio: { channel_id: aurora.twilio, sender_phone: '+14155230001', is_active: false },
      })
    }))

  it('shows the QR code until the phone is connected', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        evolutionEvent([{ type: 'connection', state: 'connecting', reason: null, phone: null }]),
        evolutionEvent([{ type: 'qr', data_url: 'data:image/png;base64,QR', pairing_code: 'ABCD1234' }]),
      )
      expect((await setup(session)).evolution).toMatchObject({
        state: 'connecting',
        qr_code: 'data:image/png;base64,QR',
        pairing_code: 'ABCD1234',
      })
      await ingest(
        session,
        evolutionEvent([{ type: 'connection', state: 'open', reason: null, phone: '+551187650001' }]),
      )
      expect((await setup(session)).evolution).toMatchObject({
        state: 'open',
        qr_code: null,
        pairing_code: null,
        phone: '+5511987650001',
      })
    }))

  it('shows no secret', () =>
    db.rolledBack(async (session) => {
      const text = JSON.stringify(await setup(session))
      for (const secret of [
        evolutionInstances.aurora.apiKeyHash,
        evolutionInstances.aurora.secretHash,
        'Y3Q=',
        'kid',
      ]) {
        expect(text).not.toContain(secret)
      }
    }))

  itIsForAdmins(db, (sql) => sql`select public.get_channel_setup(${aurora.id})`)
})
