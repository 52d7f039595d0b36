import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { callCreateInvite, invite } from '../support/intakes.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const key = 'whatsapp:+5511987650001'
const nobody = '0a000000-0000-4000-8000-00000000dead'

const rows = (session: Session) =>
  session.asPostgres(
    (
      sql,
    ) => sql`select patient_id, thread_id is not null as has_thread, form_version, texts, cancelled_at is not null as is_cancelled,
      expires_at - created_at = interval '7 days' as is_for_a_week from public.intake_invites order by id`,
  )

describe('create_intake_invite', () => {
  it('gives a link to a patient, with the form and the texts of today, and keeps no token', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id, token } = await invite(session)
      expect(token).toMatch(/^[\w-]{43}$/)
      expect(await rows(session)).toEqual([
        {
          patient_id: patientId,
          has_thread: false,
          form_version: 1,
          texts: { privacy_notice: 1, care_contract: 1, guardian_authorisation: 1 },
          is_cancelled: false,
          is_for_a_week: true,
        },
      ])
      const [kept] = await session.asPostgres(
        (
          sql,
        ) => sql`select i::text || r::text like ${`%${token}%`} as has_token, r.token_hash = i.token_hash as is_routed
          from public.intake_invites i, app.intake_routes r where i.id = ${id}`,
      )
      expect(kept).toEqual({ has_token: false, is_routed: true })
    }))

  it('gives one to the person of a conversation who is nobody yet', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await invite(session, { patient: null, thread: key })
      expect(await rows(session)).toMatchObject([{ patient_id: null, has_thread: true }])
    }))

  it('replaces the open link of the same person, and of nobody else', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await savePatient(session, { id: nobody })
      await receive(session, { provider_message_id: 'A1' })
      await invite(session)
      await invite(session, { patient: nobody })
      await invite(session, { patient: null, thread: key })
      await invite(session)
      expect((await rows(session)).map(({ is_cancelled }) => is_cancelled as boolean)).toEqual([
        true,
        false,
        false,
        false,
      ])
    }))

  it('refuses a link to nobody, for ever, of no form, in a group', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await receive(session, { provider_message_id: 'A1' })
      await session.asPostgres((sql) => sql`update public.conversation_threads set is_group = true`)
      for (const [options, sqlstate, code] of [
        [{ patient: null }, 'PT400', 'invite_for_nobody'],
        [{ days: 0 }, 'PT400', 'invalid_expiry'],
        [{ days: 61 }, 'PT400', 'invalid_expiry'],
        [{ form: nobody }, 'PT404', 'form_not_found'],
        [{ patient: nobody }, 'PT404', 'patient_not_found'],
        [{ thread: 'whatsapp:+5511900000000' }, 'PT404', 'conversation_not_found'],
        [{ thread: key }, 'PT409', 'conversation_is_group'],
      ] as const)
        await expectRefusal(() => invite(session, options), sqlstate, code)
    }))

  itIsForMembers(db, callCreateInvite)
})
