import { randomUUID } from 'node:crypto'
import { strFromU8 } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { book, helena, openAgenda, patients } from '../db/support/agenda.ts'
import { aurora, people, type Email } from '../db/support/cast.ts'
import { receive } from '../db/support/events.ts'
import { requestExport } from '../db/support/exports.ts'
import { expectError } from '../db/support/expect-error.ts'
import { treatedPatient, treating } from '../db/support/patient-files.ts'
import { patientId } from '../db/support/patients.ts'
import { doc, noteId, saveEntry, saveNote } from '../db/support/record.ts'
import { importWhole, openWhole } from '../support/import-export.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const {
  deps,
  testDatabase: db,
  bucket: conversations,
} = await createFunctions(() => Promise.resolve(new Response('{}')))
const bucket = conversations.in('exports')
const work = createProcessJobs(deps)
const other = randomUUID()

/** Asks for an export, has it built, and opens it. */
async function built(kind: string, as: Email, tenant: string = aurora.id) {
  const subject = {}
  const asked =
    tenant === aurora.id
      ? await requestExport(db, { as, kind, subject })
      : (await db.asUser(as, (sql) => sql`select * from public.request_export(${tenant}, ${kind}, '{}')`))[0]!
  await db.asPostgres((sql) => sql`update app.jobs set run_at = now() where kind = 'build_export'`)
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await work(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
  const [row] = await db.asPostgres(
    (sql) =>
      sql<
        { state: string; path: string; failure: string | null }[]
      >`select state, path, failure from public.exports where id = ${asked['id'] as string}`,
  )
  expect(row).toMatchObject({ state: 'ready', failure: null })
  return bucket.objects.get(row!.path)!.bytes
}

beforeAll(async () => {
  await openAgenda(db)
  await book(db, { patient_ids: [patients.ana] })
  await receive(db, { provider_message_id: 'A1', body: '=SOMA(A1)' })
  await treatedPatient(db)
  await saveEntry(db, { as: treating, content: doc('Relatou melhora do sono.') })
  await db.asPostgres(async (sql) => {
    await sql`insert into public.tenants (id, slug, name) values (${other}, 'vazia', 'Clínica Vazia')`
    await sql`insert into public.tenant_members (tenant_id, user_id, role) values (${other}, ${people['dona@aurora.test'].id}, 'owner')`
  })
})

describe('the export of a clinic', () => {
  test('read into an empty clinic gives the same rows and sums', async () => {
    const bytes = await built('clinic', 'dona@aurora.test')
    const { manifest, entries } = openWhole(bytes)
    const rows = Object.fromEntries(manifest.tables.map((table) => [table.table, table.rows]))
    expect(rows).toMatchObject({
      'public.sessions': 1,
      'public.conversation_messages': 1,
      'public.record_entries': 1,
    })
    expect(rows).not.toHaveProperty('public.private_notes')
    const sheet = strFromU8(entries['planilhas/conversation_messages-00001.csv']!)
    expect(sheet).toContain("'=SOMA(A1)")
    await db.asPostgres((sql) => sql`delete from public.conversation_tags where tenant_id = ${other}`)
    await db.asPostgres((sql) => sql`delete from public.whatsapp_credits_balance where tenant_id = ${other}`)
    await importWhole(db.superuserUrl, bytes, other)
    const again = openWhole(await built('clinic', 'dona@aurora.test', other)).manifest
    expect(again.tables).toEqual(manifest.tables)
    expect(
      manifest.tables.find(({ table }) => table === 'public.whatsapp_credits_balance')!.sums,
    ).toMatchObject({ balance: expect.any(Number) })
  })

  test('is for its owner, and each entry of the record is noted as copied', async () => {
    for (const as of [
      'admin@aurora.test',
      'supervisor@aurora.test',
      'terapeuta@aurora.test',
      'recepcao@aurora.test',
    ] as const)
      await expectError(requestExport(db, { as, kind: 'clinic', subject: {} }), 'PT403', 'forbidden')
    const reads = await db.asPostgres(
      (sql) =>
        sql`select distinct user_name from public.record_reads where tenant_id = ${aurora.id} and kind = 'copy'`,
    )
    expect([...reads]).toEqual([{ user_name: 'Dona Aurora' }])
  })
})

describe('the export of a therapist', () => {
  test('has the own patients and the own folder, and nothing of others', async () => {
    await saveNote(db)
    const { manifest, rowsOf } = openWhole(await built('therapist', 'terapeuta@aurora.test'))
    const ids = rowsOf('public.patients').map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([patients.ana, patientId]))
    expect(ids).not.toContain(patients.caio)
    expect(rowsOf('public.private_notes').map(({ id }) => id)).toEqual([noteId])
    expect(rowsOf('public.sessions').every(({ therapist_id }) => therapist_id === helena)).toBe(true)
    expect(manifest.tables.map(({ table }) => table)).not.toContain('public.money_payments')
  })

  test('is for whoever has an agenda', async () => {
    for (const as of ['recepcao@aurora.test', 'admin@aurora.test'] as const)
      await expectError(
        requestExport(db, { as, kind: 'therapist', subject: { therapist_id: helena } }),
        'PT403',
        'forbidden',
      )
  })
})
