import { unzipSync, strFromU8 } from 'fflate'
import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler as createDownload } from '../../supabase/functions/download-export/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { createExportDatabase } from '../../supabase/functions/_shared/trust/exports/database.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { cancelExport, listExports, requestExport } from '../db/support/exports.ts'
import { treatedPatient, treating } from '../db/support/patient-files.ts'
import { patientId, savePatient } from '../db/support/patients.ts'
import { doc, saveEntry, signEntry } from '../db/support/record.ts'
import { command, createFunctions, secretKey } from './support/functions.ts'

const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
const { deps, testDatabase: db, bucket: conversations, platform } = functions
const bucket = conversations.in('exports')
const work = createProcessJobs(deps)
const download = createDownload({
  ...deps,
  store: conversations,
  exports: createExportDatabase(platform.calls),
})

beforeEach(async () => {
  for (const each of [conversations, conversations.in('patient-files'), bucket]) {
    each.objects.clear()
    each.isDown = false
  }
  await db.asPostgres(async (sql) => {
    await sql`delete from public.exports`
    await sql`delete from app.jobs`
  })
})

/** A patient with a phone, a file and an entry in the record; made once, because a record cannot be removed. */
async function scene() {
  const [there] = await db.asPostgres((sql) => sql`select 1 from public.patients where id = ${patientId}`)
  if (there) return
  await treatedPatient(db)
  await savePatient(db, {
    version: 1,
    patient: { full_name: 'Mariana Souza', cpf: '52998224725' },
    phones: [{ phone: '+5511987650001', type: 'mobile' }],
  })
  await saveEntry(db, { as: treating, content: doc('Relatou melhora do sono.') })
  await signEntry(db, 1, treating)
}

const run = async () => {
  await db.asPostgres(
    (sql) => sql`update app.jobs set run_at = now() - interval '1 second' where kind = 'build_export'`,
  )
  const response = await work(
    new Request('https://x/process-jobs', {
      method: 'POST',
      headers: { apikey: secretKey, 'content-type': 'application/json' },
      body: '{}',
    }),
  )
  return (await response.json()) as { finished: number; retried: number }
}

const link = async (id: string, as: Email = 'dona@aurora.test') => {
  const response = await download(
    await command('download-export', as, { tenant_id: aurora.id, export_id: id }),
  )
  return { status: response.status, body: (await response.json()) as { url?: string; code?: string } }
}

interface Dossier {
  sections: { key: string; rows: Record<string, unknown>[] }[]
  withheld: { section: string; reason: string }[]
}

/** The files of the only export that is stored. */
function opened() {
  const [object] = [...bucket.objects.values()]
  const files = unzipSync(object!.bytes)
  return { files, dossier: JSON.parse(strFromU8(files['dados.json']!)) as Dossier }
}

describe('the export of a person', () => {
  test('is one ZIP with JSON, Excel, PDF and the list of media, and opens by a link of minutes', async () => {
    await scene()
    const { id } = await requestExport(db)
    expect(await link(id)).toMatchObject({ status: 409, body: { code: 'export_not_ready' } })
    await run()
    const { files, dossier } = opened()
    expect(Object.keys(files)).toEqual([
      'LEIA-ME.txt',
      'dados.json',
      'midias.json',
      'dados.xlsx',
      'dados.pdf',
    ])
    expect(strFromU8(files['dados.pdf']!.slice(0, 5))).toBe('%PDF-')
    expect(Object.keys(unzipSync(files['dados.xlsx']!))).toContain('xl/workbook.xml')
    expect(dossier.sections.find(({ key }) => key === 'identity')!.rows).toMatchObject([
      { cpf: '52998224725' },
    ])
    const [row] = await listExports(db)
    expect(row).toMatchObject({
      state: 'ready',
      bytes: String([...bucket.objects.values()][0]!.bytes.byteLength),
    })
    expect(row!.done).toBe(row!.total)
    const [path] = [...bucket.objects.keys()]
    const answered = await link(id)
    expect(answered.status).toBe(200)
    expect(answered.body.url).toContain(path)
    expect((await link(id, 'admin@aurora.test')).body.code).toBe('export_not_found')
  })

  test('has the record for whoever treats, names it as withheld for others, and never the private folder', async () => {
    await scene()
    await requestExport(db)
    await run()
    expect(JSON.stringify(opened().dossier)).not.toContain('melhora do sono')
    expect(opened().dossier.withheld.map(({ section }) => section)).toEqual(['record', 'private_folder'])
    bucket.objects.clear()
    await requestExport(db, { as: treating })
    await run()
    expect(JSON.stringify(opened().dossier)).toContain('melhora do sono')
    expect(opened().dossier.withheld.map(({ section }) => section)).toEqual(['private_folder'])
    const reads = await db.asPostgres(
      (sql) => sql`select kind from public.record_reads where entry_id is not null`,
    )
    expect(reads.map(({ kind }) => String(kind))).toContain('copy')
  })

  test('goes on after the storage was down, once', async () => {
    await scene()
    await requestExport(db)
    bucket.isDown = true
    expect(await run()).toMatchObject({ retried: 1 })
    expect(await listExports(db)).toMatchObject([{ state: 'running' }])
    bucket.isDown = false
    await run()
    expect(await listExports(db)).toMatchObject([{ state: 'ready' }])
    expect(bucket.objects.size).toBe(1)
  })

  test('stops in the middle when it was cancelled, and leaves nothing', async () => {
    await scene()
    const { id } = await requestExport(db)
    const put = bucket.put.bind(bucket)
    bucket.put = async (path, bytes, type) => {
      bucket.put = put
      await cancelExport(db, id)
      await put(path, bytes, type)
    }
    await run()
    expect(await listExports(db)).toMatchObject([{ state: 'cancelled' }])
    expect(bucket.objects.size).toBe(0)
  })

  test('whose worker died is taken by the next one, and what the dead one stores late is removed', async () => {
    await scene()
    await requestExport(db)
    const put = bucket.put.bind(bucket)
    // the first worker hangs while it sends; its lease runs out, and a second one ends the export
    bucket.put = async (path, bytes, type) => {
      bucket.put = put
      await put(path, bytes, type)
      await db.asPostgres(
        (sql) =>
          sql`update app.jobs set leased_until = now() - interval '1 second' where kind = 'build_export'`,
      )
      await run()
    }
    await run()
    expect(await listExports(db)).toMatchObject([{ state: 'ready' }])
    const [path] = await db.asPostgres((sql) => sql`select path from public.exports`)
    expect([...bucket.objects.keys()]).toEqual([path!['path']])
  })
})
