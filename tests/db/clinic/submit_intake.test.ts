import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { adultAnswers, everythingAccepted, invite, minorAnswers, submit } from '../support/intakes.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const raced = '0a000000-0000-4000-8000-0000000000f1'
const mother = { full_name: 'Mariana Souza', kinship: 'mother' }

const stored = (session: Session) =>
  session.asPostgres(async (sql) => ({
    submissions:
      await sql`select id, patient_id, is_minor, signer_name, signer_kinship, ip_hash, user_agent from public.intake_submissions`,
    answers: Object.fromEntries(
      (await sql`select section_key, is_clinical, answers from public.intake_answers`).map((row) => [
        row.section_key as string,
        { is_clinical: row.is_clinical as boolean, ...(row.answers as object) },
      ]),
    ),
    consents: (
      await sql`select purpose, text_version, text_fingerprint, signer_kinship, channel from public.consents c
      join public.intake_purposes p on p.key = c.purpose order by p.position`
    ).map((row) => row),
  }))

describe('submit_intake', () => {
  it('keeps the answers by section with what was accepted, and leaves the patient alone', () =>
    db.rolledBack(async (session) => {
      const before = await savePatient(session)
      const { token } = await invite(session)
      expect(await submit(session, token)).toMatchObject({ state: 'received' })
      const { submissions, answers, consents } = await stored(session)
      expect(submissions).toMatchObject([
        {
          patient_id: before.patient.id,
          is_minor: false,
          signer_name: 'Mariana Souza',
          signer_kinship: 'self',
          ip_hash: 'ip-1',
          user_agent: 'Phone',
        },
      ])
      expect(answers).toEqual({
        identity: {
          is_clinical: false,
          full_name: 'Mariana Souza Lima',
          birth_date: '1990-02-28',
          cpf: '52998224725',
        },
        contacts: { is_clinical: false, phone: '+5511987654321', email: 'mari@exemplo.test' },
        complaint: { is_clinical: true, complaint: 'Durmo mal desde março.' },
        health: { is_clinical: true, medication: 'yes', medication_which: 'Melatonina' },
      })
      expect(consents.map(({ purpose, channel }) => [purpose, channel])).toEqual([
        ['privacy_notice', 'intake_link'],
        ['care_contract', 'intake_link'],
      ])
      const [text] = await session.asPostgres(
        (sql) => sql`select encode(sha256(convert_to(title || chr(10) || body, 'UTF8')), 'hex') as hash
          from public.intake_texts where tenant_id = ${aurora.id} and purpose = 'care_contract'`,
      )
      expect(consents[1]).toMatchObject({ text_version: 1, text_fingerprint: text!.hash })
      expect(await getPatient(session)).toEqual(before)
    }))

  it('says what is wrong by question, and stays open', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { token } = await invite(session)
      const answers = {
        full_name: 'M',
        birth_date: '1850-01-01',
        cpf: '529.982.247-26',
        phone: '123',
        email: 'mari@',
        address: { cep: '123' },
        medication: 'maybe',
        pronoun: 'x',
        complaint: 'a'.repeat(5001),
      }
      expect(await submit(session, token, { answers, accepted: {}, signer: {} })).toEqual({
        state: 'invalid',
        problems: {
          full_name: 'invalid_name',
          birth_date: 'invalid_date',
          cpf: 'invalid_cpf',
          phone: 'invalid_phone',
          email: 'invalid_email',
          address: 'invalid_cep',
          medication: 'invalid_yes_no',
          pronoun: 'invalid_choice',
          complaint: 'too_long',
          'signer.full_name': 'required',
          'signer.kinship': 'required',
          'texts.privacy_notice': 'required',
          'texts.care_contract': 'required',
        },
      })
      expect((await stored(session)).submissions).toEqual([])
      expect(await submit(session, token)).toMatchObject({ state: 'received' })
    }))

  it('has a guardian sign and authorise for a minor', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { token } = await invite(session)
      const { guardian_name: _, ...alone } = minorAnswers
      expect(await submit(session, token, { answers: alone })).toMatchObject({
        state: 'invalid',
        problems: {
          guardian_name: 'required',
          'signer.kinship': 'guardian_required',
          'texts.guardian_authorisation': 'required',
        },
      })
      const accepted = { ...everythingAccepted, guardian_authorisation: true }
      expect(await submit(session, token, { answers: minorAnswers, accepted, signer: mother })).toMatchObject(
        {
          state: 'received',
        },
      )
      const { submissions, consents } = await stored(session)
      expect(submissions).toMatchObject([{ is_minor: true, signer_kinship: 'mother' }])
      expect(consents.map(({ purpose }) => purpose)).toContain('guardian_authorisation')
    }))

  it('keeps nothing of what was not asked, and no consent that was not given', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.save_intake_text(${aurora.id}, p, 1, 'Texto', 'Sim.', true) from unnest(array['image', 'telehealth']) p`,
      )
      const { token } = await invite(session)
      const accepted = {
        ...everythingAccepted,
        guardian_authorisation: true,
        image: false,
        telehealth: true,
        care: true,
      }
      const answers = { ...adultAnswers, medication: 'no', guardian_name: 'Rosa', other: 'x' }
      await submit(session, token, { answers, accepted })
      const kept = await stored(session)
      expect(kept.answers).not.toHaveProperty('guardian')
      expect(kept.answers.health).toEqual({ is_clinical: true, medication: 'no' })
      expect(kept.consents.map(({ purpose }) => purpose)).toEqual([
        'privacy_notice',
        'care_contract',
        'telehealth',
      ])
    }))

  it('takes one answer: the same again is the same, another one is told', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { token } = await invite(session)
      const id = randomUUID()
      const first = await submit(session, token, {}, { id })
      expect(await submit(session, token, { answers: {} }, { id })).toEqual(first)
      expect(await submit(session, token)).toEqual({ state: 'submitted' })
      expect((await stored(session)).submissions).toMatchObject([{ id }])
    }))

  it('takes nothing of a link that is cancelled, expired, replaced or none', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const replaced = await invite(session)
      const { id, token } = await invite(session)
      expect(await submit(session, replaced.token)).toEqual({ state: 'cancelled' })
      await session.asPostgres(
        (sql) =>
          sql`update public.intake_invites set expires_at = now() - interval '1 second' where id = ${id}`,
      )
      expect(await submit(session, token)).toEqual({ state: 'expired' })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.cancel_intake_invite(${aurora.id}, ${id})`,
      )
      expect(await submit(session, token)).toEqual({ state: 'cancelled' })
      for (const wrong of ['', `${token}x`])
        expect(await submit(session, wrong)).toEqual({ state: 'unknown' })
      expect((await stored(session)).submissions).toEqual([])
    }))

  it('listens to nobody who tries too often', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { token } = await invite(session)
      for (let n = 0; n < 20; n += 1) await submit(session, `guess-${n}`)
      expect(await submit(session, token)).toEqual({ state: 'limited' })
      expect(await submit(session, token, {}, { ip: 'ip-2' })).toMatchObject({ state: 'received' })
    }))
})

describe('two who send one form at once', () => {
  beforeEach(() => savePatient(db, { id: raced, version: null }).catch(() => undefined))

  it('are one: one is received, the other told', async () => {
    const { token } = await invite(db, { patient: raced })
    const states = (await Promise.all([submit(db, token), submit(db, token)])).map(({ state }) => state)
    expect(states.sort()).toEqual(['received', 'submitted'])
  })
})

describe('a form that comes back', () => {
  const told = (session: Session) =>
    session.asPostgres(
      (
        sql,
      ) => sql`select kind, patient_id, thread_id is not null as has_thread, count(*)::int as people from public.notifications where patient_id is distinct from ${raced}
        group by 1, 2, 3`,
    )

  it('is told to who sent it, the desk and who leads, and the screens hear nothing of its answers', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { token } = await invite(session, { as: 'terapeuta@aurora.test' })
      await submit(session, token)
      expect(await told(session)).toEqual([
        { kind: 'intake', patient_id: patientId, has_thread: false, people: 5 },
      ])
      const heard = await session.asPostgres(
        (sql) => sql`select payload::text as text from realtime.messages`,
      )
      expect(heard.filter(({ text }) => /Mariana Souza Lima|Durmo/.test(text as string))).toEqual([])
    }))

  it('is told in its conversation where it is of nobody yet', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { token } = await invite(session, { patient: null, thread: `whatsapp:${mariana}` })
      await submit(session, token)
      expect(await told(session)).toContainEqual({
        kind: 'intake_new',
        patient_id: null,
        has_thread: true,
        people: 4,
      })
    }))
})
