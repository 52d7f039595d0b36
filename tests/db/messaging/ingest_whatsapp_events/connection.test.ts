import { describe, expect, it } from 'vitest'
import { aurora } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { evolutionEvent, ingest } from '../../support/events.ts'
import { broadcastsOf } from '../../support/inbox.ts'

const db = await createDatabase()

const connection = (session: Session, state: string, more: { reason?: string; phone?: string } = {}) =>
  ingest(
    session,
    evolutionEvent([{ type: 'connection', state, reason: more.reason ?? null, phone: more.phone ?? null }]),
  )

const channel = async (session: Session) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`
      select connection_state, phone, last_error, connected_at is not null as connected from public.notification_channels
      where id = ${aurora.evolution}`,
  )
  return row
}

describe('a connection', () => {
  it('that closes says why, and the screens hear of it', () =>
    db.rolledBack(async (session) => {
      await connection(session, 'close', { reason: 'logged out' })
      expect(await channel(session)).toMatchObject({ connection_state: 'close', last_error: 'logged out' })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'channel',
        payload: { channel: { connection_state: 'close', last_error: 'logged out' }, qr_changed: false },
      })
    }))

  it('that opens again forgets the reason and knows its number', () =>
    db.rolledBack(async (session) => {
      await connection(session, 'close', { reason: 'logged out' })
      await connection(session, 'open', { phone: '+551187650001' })
      expect(await channel(session)).toEqual({
        connection_state: 'open',
        phone: '+5511987650001',
        last_error: null,
        connected: true,
      })
    }))

  it('keeps its number when it closes', () =>
    db.rolledBack(async (session) => {
      await connection(session, 'open', { phone: '+5511987650001' })
      await connection(session, 'close')
      expect(await channel(session)).toMatchObject({ phone: '+5511987650001' })
    }))
})

describe('a QR code', () => {
  it('is told to the screens as changed, never broadcast itself', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        evolutionEvent([{ type: 'qr', data_url: 'data:image/png;base64,SECRET', pairing_code: null }]),
      )
      const told = (await broadcastsOf(session)).at(-1)
      expect(told).toMatchObject({ event: 'channel', payload: { qr_changed: true } })
      expect(JSON.stringify(told)).not.toContain('SECRET')
    }))
})
