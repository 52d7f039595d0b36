import { describe, expect, it } from 'vitest'
import type { JSONValue, TransactionSql } from 'postgres'
import { aurora, evolutionInstances, horizonte, twilioAccounts } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()
const sealed = { v: 1, kid: 'k2', iv: 'aXY=', ct: 'bmV3' }
const newKey = '9'.repeat(64)

const evolution = (sql: TransactionSql, credentials: JSONValue = sealed) =>
  sql`
    select app.configure_evolution_channel(${aurora.id}, 'aurora', 'http://evolution.test', 'http://zelo.test/hook', ${newKey},
      ${evolutionInstances.aurora.secretHash}, ${sql.json(credentials)})`

const twilio = (sql: TransactionSql, credentials: JSONValue = sealed, phone = '+1 (415) 523-0001') =>
  sql`select app.configure_twilio_channel(${aurora.id}, ${twilioAccounts.aurora.sid}, ${phone}, '', ${sql.json(credentials)})`

const active = (session: Session) =>
  session.asPostgres(
    (sql) =>
      sql`select provider from public.notification_channels where tenant_id = ${aurora.id} and is_active`,
  )

const asAdmin = <T>(session: Session, call: (sql: TransactionSql) => Promise<T>) =>
  session.asUser('admin@aurora.test', call)

describe('configuring Evolution', () => {
  it('replaces credentials and key, and takes the old key for a day more', () =>
    db.rolledBack(async (session) => {
      await asAdmin(session, (sql) => evolution(sql))
      const [row] = await session.asPostgres(
        (sql) => sql`
          select api_key_hash, previous_api_key_hash, previous_key_valid_until > now() + interval '23 hours' as a_day
          from public.evolution_instances where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({
        api_key_hash: newKey,
        previous_api_key_hash: evolutionInstances.aurora.apiKeyHash,
        a_day: true,
      })
      for (const api_key_sha256 of [newKey, evolutionInstances.aurora.apiKeyHash]) {
        const auth = { external_id: 'aurora', api_key_sha256, secret_sha256: null }
        const [result] = await ingest(
          session,
          evolutionEvent([message({ provider_message_id: api_key_sha256 })], { auth }),
        )
        expect(result).toMatchObject({ outcome: 'applied' })
      }
    }))

  it('with the key it has already keeps the one before', () =>
    db.rolledBack(async (session) => {
      await asAdmin(session, (sql) => evolution(sql))
      await asAdmin(session, (sql) => evolution(sql))
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select previous_api_key_hash from public.evolution_instances where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ previous_api_key_hash: evolutionInstances.aurora.apiKeyHash })
    }))

  itIsForAdmins(db, (sql) => evolution(sql))
})

describe('configuring Twilio', () => {
  it('makes it the one active channel', () =>
    db.rolledBack(async (session) => {
      await asAdmin(session, (sql) => twilio(sql))
      expect(await active(session)).toEqual([{ provider: 'twilio' }])
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select sender_phone, messaging_service_sid from public.twilio_accounts where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ sender_phone: '+14155230001', messaging_service_sid: null })
    }))

  it('refuses a sender that is no phone', () =>
    db.rolledBack((session) =>
      expectRefusal(() => asAdmin(session, (sql) => twilio(sql, sealed, 'clinic')), 'PT400', 'invalid_phone'),
    ))

  itIsForAdmins(db, (sql) => twilio(sql))
})

describe('credentials', () => {
  it.each([
    ['in plain words', 'auth-token'],
    ['without a key id', { v: 1, iv: 'aXY=', ct: 'Y3Q=' }],
    ['that are nothing', null],
  ])('%s are refused', (_what, credentials) =>
    db.rolledBack(async (session) => {
      for (const call of [evolution, twilio]) {
        await expectRefusal(
          () => asAdmin(session, (sql) => call(sql, credentials)),
          'PT400',
          'credentials_not_encrypted',
        )
      }
    }),
  )
})

describe('the two channels of a clinic', () => {
  it('exclude each other, in the database itself', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asPostgres(
            (sql) =>
              sql`update public.notification_channels set is_active = true where tenant_id = ${horizonte.id}`,
          ),
        '23505',
      ),
    ))

  it('configured at once end with one that is active', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => asAdmin(db, (sql) => (n % 2 ? evolution(sql) : twilio(sql)))),
    )
    expect(await active(db)).toHaveLength(1)
  })
})
