import { aurora, people, type Email } from './cast.ts'
import { book, openAgenda, types } from './agenda.ts'
import type { Session } from './database.ts'
import { evolutionEvent, ingest, mariana, message } from './events.ts'
import { adultAnswers, answered, merge } from './intakes.ts'
import { storedFile, treating } from './patient-files.ts'
import { patientId, savePatient } from './patients.ts'
import { addToCare, doc, helena, saveEntry, saveNote, signEntry } from './record.ts'
import { answer, call, key, oneId, saveDraft } from './workspace.ts'

/** A word that is nobody's but the person's who is erased: whoever finds it finds the person. */
export const token = 'Zyxwvutoken'
export const personName = `Mariana ${token} Souza`

/** What an erasure says of itself. */
export interface Erasure {
  id: string
  protocol: string
  state: string
  report: {
    erased: { table: string; rows: number }[]
    kept: { table: string; rule: string; law: string; until: string | null; kept: number }[]
    identity: { rules: string[]; until: string } | null
  } | null
  sha256: string | null
}

/** Asks for the erasure of the patient of the tests. */
export const erase = (
  session: Session,
  { as = 'dona@aurora.test' as Email, confirmation = personName, id = null as string | null } = {},
) =>
  answer<Erasure>(
    session,
    'erase_person',
    { p_patient_id: patientId, p_confirmation: confirmation, ...(id === null ? {} : { p_id: id }) },
    as,
  )

/** One piece of the erasure, as the worker does it. */
export async function advance(session: Session, id: string, limit = 500): Promise<boolean> {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { said: { finished: boolean } }[]
      >`select app.advance_erasure(${aurora.id}, ${id}, ${limit}) as said`,
  )
  return row!.said.finished
}

/** All of its pieces, in pieces of `limit` rows. */
export async function finish(session: Session, id: string, limit = 500): Promise<void> {
  while (!(await advance(session, id, limit)));
}

/** The erasure as it is stored. */
export async function erasureOf(session: Session, id: string): Promise<Erasure> {
  const [row] = await session.asPostgres(
    (sql) => sql<Erasure[]>`select * from public.erasures where id = ${id}`,
  )
  return row!
}

/** Every table in which a row says the word, in any column, with how many rows do. What screens are told goes in three days. */
export async function tablesWith(session: Session, word: string): Promise<Record<string, number>> {
  return session.asPostgres(async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select relnamespace::regnamespace || '.' || relname as name from pg_class
      where relkind in ('r', 'p') and not relispartition
        and relnamespace::regnamespace::text in ('public', 'app', 'app_private', 'storage') order by 1`
    const found: Record<string, number> = {}
    for (const { name } of tables) {
      const [row] = await sql<{ rows: number }[]>`
        select count(*)::int as rows from ${sql(name)} t where strpos(lower(t::text), ${word.toLowerCase()}) > 0`
      if (row!.rows > 0) found[name] = row!.rows
    }
    return found
  })
}

/** The person, with the word in everything that a clinic writes about somebody. */
export async function plantPerson(session: Session): Promise<void> {
  await openAgenda(session)
  await savePatient(session, {
    patient: { full_name: personName, street: `Rua ${token}`, note: `Prefere ${token}.`, cpf: '52998224725' },
    phones: [{ phone: mariana, type: 'mobile', note: token }],
    emails: [{ email: `${token}@exemplo.test`, type: 'personal' }],
    relations: [{ full_name: `Irmã ${token}`, kinship: 'sibling', phone: '+5511987650009' }],
  })
  await addToCare(session, helena)
  // the conversation: name, words, raw event, notes, drafts, what waits
  await ingest(
    session,
    evolutionEvent(
      [
        message({
          provider_message_id: 'Z1',
          body: `Oi, aqui é ${token}`,
          push_name: `Mari ${token}`,
        } as never),
      ],
      {
        raw: {
          data: {
            key: { remoteJid: '5511987650001@s.whatsapp.net' },
            message: { conversation: `Oi ${token}` },
          },
        },
      },
    ),
  )
  await answer(session, 'add_conversation_note', { p_thread_key: key, p_id: oneId, p_body: `Nota ${token}` })
  await call(session, 'edit_conversation_note', { p_id: oneId, p_body: `Nota nova ${token}` })
  await saveDraft(session, `Rascunho ${token}`)
  await storedFile(session, { name: `exame ${token}.pdf` })
  await storedFile(session, { name: 'laudo.pdf', clinical: true, as: treating })
  // the record and the private folder
  await saveEntry(session, { content: doc(`Evolução ${token}`) })
  await signEntry(session)
  await saveNote(session, { content: doc(`Hipótese ${token}`) })
  // the agenda, in the past
  await book(session, { patient_ids: [patientId], note: `Sala ${token}`, title: `Sessão ${token}` })
  await session.asPostgres(
    (sql) =>
      sql`update public.sessions set starts_at = '2026-01-06T18:00Z', ends_at = '2026-01-06T18:50Z', cancel_reason = ${token}`,
  )
  // what was answered through a link
  const link = await answered(
    session,
    {},
    {
      signer: { full_name: personName, kinship: 'self' },
      answers: { ...adultAnswers, full_name: personName, complaint: `Queixa ${token}` },
    },
  )
  await merge(session, link.id)
  await answer(session, 'add_adjustment', {
    p_id: oneId,
    p_patient_id: patientId,
    p_amount_cents: 5000,
    p_reason: `Ajuste ${token}`,
  })
  await session.asPostgres(async (sql) => {
    const thread = sql`(select id from public.conversation_threads where tenant_id = ${aurora.id} and phone = ${mariana})`
    await sql`
      insert into public.tasks (tenant_id, id, title, due_on, patient_id) values (${aurora.id}, gen_random_uuid(), ${`Ligar ${token}`}, '2026-01-07', ${patientId})`
    await sql`
      insert into public.scheduled_messages (tenant_id, id, thread_id, body, send_at, created_by)
      select ${aurora.id}, gen_random_uuid(), ${thread}, ${`Depois ${token}`}, now() + interval '1 day', ${people['recepcao@aurora.test'].id}`
    await sql`
      insert into public.waiting_list (tenant_id, id, patient_id, session_type_id, note, created_by)
      values (${aurora.id}, gen_random_uuid(), ${patientId}, ${types.single}, ${`Manhã ${token}`}, ${people['recepcao@aurora.test'].id})`
    await sql`
      insert into app.known_names (tenant_id, address, name, name_source) values (${aurora.id}, ${mariana}, ${`Agenda ${token}`}, 'address_book')
      on conflict (tenant_id, address) do update set name = excluded.name`
    await sql`
      insert into app.jobs (tenant_id, kind, payload) values (${aurora.id}, 'fetch_picture', ${sql.json({ patient_id: patientId, text: token })})`
  })
}
