import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import writeExcelFile from 'write-excel-file/universal'
import { beforeEach, describe, expect, test } from 'vitest'
import { createImportService } from '../../supabase/functions/_shared/sales/import/database.ts'
import {
  suggestColumns,
  signatureOf,
  type ImportKind,
} from '../../supabase/functions/_shared/sales/import/fields.ts'
import { readFile } from '../../supabase/functions/_shared/sales/import/read.ts'
import { UnreadableFile } from '../../supabase/functions/_shared/sales/import/text.ts'
import { importRows } from '../../supabase/functions/_shared/sales/jobs/import-rows.ts'
import { undoImport } from '../../supabase/functions/_shared/sales/jobs/undo-import.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import type { Session } from '../db/support/database.ts'
import { createLarge } from '../support/large-import.ts'
import { caseFolder, importedRecords, seedRecords, type CaseRecord } from './support/imports.ts'
import { createFunctions } from './support/functions.ts'

const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
const { testDatabase: db, platform } = functions
const bucket = functions.bucket.in('imports')
const imports = createImportService(platform.calls)
const today = () => new Date('2026-12-01T15:00:00Z')

/** The jobs of imports, in small pieces. */
const jobsWith = (service: typeof imports) => ({
  import_rows: importRows({ imports: service, store: functions.bucket, now: today, rowsAtOnce: 100 }),
  undo_import: undoImport({ imports: service, now: today }),
})
const worker = createWorker({
  database: platform.queue,
  handlers: jobsWith(imports),
  log: platform.log,
  now: () => new Date(),
})

interface Import {
  id: string
  state: string
  failure: string | null
  done: number
  total: number | null
  created: number
  updated: number
  unchanged: number
  merged: number
  rejected: number
  undone: number
  kept: number
}

beforeEach(async () => {
  bucket.objects.clear()
  await db.asPostgres(async (sql) => {
    await sql`select set_config('zelo.saves_person', 'on', true)`
    await sql`delete from app.jobs`
    await sql`delete from public.imports`
    await sql`delete from public.crm_leads`
    await sql`delete from public.deals`
    await sql`delete from public.contacts`
    await sql`delete from public.companies`
    await sql`delete from public.patients`
  })
})

/** What a browser does: reads the file for its preview, puts it, and begins. */
async function start(
  kind: ImportKind,
  name: string,
  bytes: Uint8Array,
  { policy = 'overwrite', as = 'recepcao@aurora.test' as Email } = {},
): Promise<string> {
  const file = await readFile(bytes, kind)
  const columns = suggestColumns(file.headings, kind)
  const id = randomUUID()
  const options = {
    columns,
    headings: file.headings,
    ...file.detected,
    signature: signatureOf(file.headings),
  }
  const [begun] = await db.asUser(
    as,
    (sql) => sql<{ value: { path: string } }[]>`
      select public.begin_import(${aurora.id}, ${id}, ${kind}, ${name}, ${bytes.length}) as value`,
  )
  await bucket.put(begun!.value.path, bytes, 'text/csv')
  await db.asUser(
    as,
    (sql) => sql`select public.start_import(${aurora.id}, ${id}, ${policy}, ${sql.json(options as never)})`,
  )
  return id
}

const stateOf = async (id: string, session: Session = db) => {
  const [row] = await session.asPostgres(
    (sql) => sql<Import[]>`select * from public.imports where id = ${id}`,
  )
  return row!
}

/** Begins an import and has it written; answers how it ended. */
async function run(...args: Parameters<typeof start>): Promise<Import> {
  const id = await start(...args)
  await worker()
  return await stateOf(id)
}

const rejectedOf = (id: string) =>
  db.asPostgres(
    (sql) => sql<{ row: number; kinds: string[] }[]>`
      select row_number as row, kinds from public.import_rows where import_id = ${id} order by 1`,
  )

const csv = (text: string) => new TextEncoder().encode(text)

interface Case {
  entity: ImportKind
  existing?: CaseRecord[]
  imports: ({ file: string; error?: string; columns: [string, string | null][] } & Record<string, unknown>)[]
  records: CaseRecord[]
}

const folder = caseFolder('csv-import')
const cases =
  folder !== null && existsSync(folder) ? readdirSync(folder).filter((name) => /^\d/.test(name)) : []

describe.skipIf(cases.length === 0)('the files that clinics have', () => {
  test.each(cases)('%s', async (name) => {
    const {
      entity,
      existing,
      imports: files,
      records,
    } = JSON.parse(readFileSync(join(folder!, name, 'expected.json'), 'utf8')) as Case
    await seedRecords(db, entity, existing ?? [])
    for (const { file, error, columns, detected, rejected, rows, ...counts } of files) {
      const bytes = new Uint8Array(readFileSync(join(folder!, name, file)))
      if (error !== undefined) {
        await expect(readFile(bytes, entity)).rejects.toThrow(UnreadableFile)
        continue
      }
      const read = await readFile(bytes, entity)
      expect(read.detected).toEqual(detected)
      const suggested = suggestColumns(read.headings, entity)
      expect(read.headings.map((heading, at) => [heading, suggested[at]])).toEqual(columns)
      const done = await run(entity, file, bytes)
      expect(done).toMatchObject({
        state: 'ready',
        failure: null,
        done: rows,
        total: rows,
        ...counts,
        rejected: (rejected as []).length,
      })
      expect(await rejectedOf(done.id)).toEqual(rejected)
    }
    expect((await importedRecords(db, entity)).map(text).sort()).toEqual(
      records.map(comparable).map(text).sort(),
    )
  })
})

const text = (record: object) =>
  JSON.stringify(Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))))
const comparable = (record: CaseRecord) => ({
  ...record,
  ...(record.name === undefined ? {} : { name: record.name.toLowerCase().replace(/\s+/g, ' ') }),
  ...(record.city === undefined ? {} : { city: record.city.toLowerCase() }),
  ...(record.company === undefined ? {} : { company: record.company.toLowerCase() }),
  ...(record.tags === undefined ? {} : { tags: record.tags.split(/, */).sort().join(', ') }),
  phones: [...record.phones].sort(),
  emails: [...record.emails].sort(),
})

const count = async (table: string) => {
  const [row] = await db.asPostgres(
    (sql) => sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`,
  )
  return row!.n
}

/** What stands in the tables of patients, without what every write changes. */
const patientsNow = () => importedRecords(db, 'patients').then((rows) => rows.map(text).sort())

describe('an import of patients', () => {
  test('changes nothing when the same file comes again, in several pieces', async () => {
    const { bytes, expected } = createLarge({ rows: 350, dup: 6, bad: 3 })
    const first = await run('patients', 'base.csv', bytes)
    expect(first).toMatchObject({
      state: 'ready',
      done: 350,
      created: expected.created,
      merged: expected.merged,
      updated: 0,
      unchanged: 0,
    })
    expect(await rejectedOf(first.id)).toEqual(expected.rejected)
    expect(await count('public.patients')).toBe(expected.created)
    const before = await patientsNow()
    const again = await run('patients', 'base.csv', bytes)
    expect(again).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: expected.created,
      merged: expected.merged,
      rejected: first.rejected,
    })
    expect(await patientsNow()).toEqual(before)
  })

  test('loses and doubles no row when its worker dies at any place', async () => {
    const { bytes, expected } = createLarge({ rows: 430, dup: 6, bad: 3 })
    const id = await start('patients', 'base.csv', bytes)
    let calls = 0
    // dies before a piece, after it was written, and between two jobs
    const dying = {
      ...imports,
      takeImportRows: async (...args: Parameters<typeof imports.takeImportRows>) => {
        calls += 1
        if (calls % 3 === 1) throw new Error('killed')
        const taken = await imports.takeImportRows(...args)
        if (calls % 3 === 2) throw new Error('killed')
        return taken
      },
    }
    const fragile = createWorker({
      database: platform.queue,
      handlers: jobsWith(dying),
      log: platform.log,
      now: () => new Date(),
    })
    for (let attempt = 0; attempt < 20 && (await stateOf(id)).state !== 'ready'; attempt += 1) {
      await db.asPostgres(
        (sql) => sql`update app.jobs set run_at = now(), leased_until = null, dead_at = null`,
      )
      await fragile()
    }
    expect(await stateOf(id)).toMatchObject({
      state: 'ready',
      done: 430,
      created: expected.created,
      merged: expected.merged,
    })
    expect(await rejectedOf(id)).toEqual(expected.rejected)
    expect(await count('public.patients')).toBe(expected.created)
    expect(await count('public.contact_phones')).toBe(expected.created)
  })

  test('is one with another of the same file beside it', async () => {
    const { bytes, expected } = createLarge({ rows: 300, dup: 6, bad: 0 })
    const ids = [await start('patients', 'a.csv', bytes), await start('patients', 'b.csv', bytes)]
    await Promise.all([worker(), worker()])
    const [one, two] = [await stateOf(ids[0]!), await stateOf(ids[1]!)]
    expect([one.state, two.state]).toEqual(['ready', 'ready'])
    expect(one.created + two.created).toBe(expected.created)
    expect(await count('public.patients')).toBe(expected.created)
  })

  test('fills what is empty, or leaves alone who is there, when it is told so', async () => {
    await run('patients', 'a.csv', csv('Nome;CPF;Telefone;Obs\nAna Reis;11122233396;11987650001;antiga\n'))
    const file = csv(
      'Nome;CPF;E-mail;Nascimento;Obs\nAna Maria Reis;11122233396;ana@example.com;01/02/1990;nova\n',
    )
    expect(await run('patients', 'b.csv', file, { policy: 'skip' })).toMatchObject({
      unchanged: 1,
      updated: 0,
    })
    expect(await importedRecords(db, 'patients')).toMatchObject([
      { name: 'ana reis', notes: 'antiga', emails: [] },
    ])
    expect(await run('patients', 'b.csv', file, { policy: 'fill' })).toMatchObject({
      unchanged: 0,
      updated: 1,
    })
    expect(await importedRecords(db, 'patients')).toMatchObject([
      { name: 'ana reis', notes: 'antiga', birth_date: '1990-02-01', emails: ['ana@example.com'] },
    ])
    expect(await run('patients', 'b.csv', file)).toMatchObject({ updated: 1 })
    expect(await importedRecords(db, 'patients')).toMatchObject([{ name: 'ana maria reis', notes: 'nova' }])
  })

  test('finds by the search whom it wrote, and says who did it', async () => {
    await run('patients', 'a.csv', csv('Nome;Telefone\nZuleica Prado;11987650001\n'))
    const [found] = await db.asPostgres(
      (sql) => sql`select title, words from app.search_entries where kind = 'patient'`,
    )
    expect(found).toMatchObject({
      title: 'Zuleica Prado',
      words: ' zuleica prado #5511987650001 #551187650001',
    })
    const [audited] = await db.asPostgres(
      (sql) =>
        sql`select actor_name, action from public.audit_logs where action = 'patient.created' order by id desc limit 1`,
    )
    expect(audited).toMatchObject({ actor_name: 'Rita Recepção' })
  })

  test('refuses what no screen could show by itself, and takes the rest', async () => {
    const huge = 'x'.repeat(300_000)
    const done = await run(
      'patients',
      'a.csv',
      csv(
        `Nome;Telefone;Obs\n${huge};11987650001;\n\u200b\u200e;11987650002;\nمريم 👩🏽‍⚕️ Reis;11987650003;oi\u0000\nBia;11987650004;${huge}\n`,
      ),
    )
    expect(done).toMatchObject({ state: 'ready', created: 1, rejected: 3 })
    expect(await rejectedOf(done.id)).toEqual([
      { row: 1, kinds: ['text_too_long'] },
      { row: 2, kinds: ['not_accepted'] },
      { row: 4, kinds: ['text_too_long'] },
    ])
    expect(await importedRecords(db, 'patients')).toMatchObject([{ name: 'مريم 👩🏽‍⚕️ reis', notes: 'oi' }])
  })

  test('reads a workbook, its dates and long numbers', async () => {
    const book = await writeExcelFile([
      ['Nome', 'CPF', 'Celular', 'Nascimento'].map((value) => ({ value })),
      [
        { value: 'Ana Reis' },
        { value: '00100200397' },
        { value: 11987650001 },
        { value: new Date('1990-02-01T00:00:00Z'), format: 'dd/mm/yyyy' },
      ],
    ] as never).toBlob()
    const done = await run('patients', 'base.xlsx', new Uint8Array(await book.arrayBuffer()))
    expect(done).toMatchObject({ state: 'ready', created: 1 })
    expect(await importedRecords(db, 'patients')).toMatchObject([
      { name: 'ana reis', cpf: '00100200397', birth_date: '1990-02-01', phones: ['+5511987650001'] },
    ])
  })

  test('ends with a reason when its file is broken or gone', async () => {
    const id = await start('patients', 'a.csv', csv('Nome\nAna\n'))
    bucket.objects.clear()
    await worker()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', failure: 'file_missing' })
    const other = await start('patients', 'a.csv', csv('Nome\nAna\n'))
    for (const [path, object] of bucket.objects)
      bucket.objects.set(path, { ...object, bytes: csv('PK\u0003\u0004nada') })
    await worker()
    expect(await stateOf(other)).toMatchObject({ state: 'failed', failure: 'broken_workbook' })
  })

  test('stops when it is cancelled', async () => {
    const { bytes } = createLarge({ rows: 250, dup: 0, bad: 0 })
    const id = await start('patients', 'a.csv', bytes)
    const stopping = {
      ...imports,
      takeImportRows: async (...args: Parameters<typeof imports.takeImportRows>) => {
        const taken = await imports.takeImportRows(...args)
        await db.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.cancel_import(${aurora.id}, ${id})`,
        )
        return taken
      },
    }
    await createWorker({
      database: platform.queue,
      handlers: jobsWith(stopping),
      log: platform.log,
      now: () => new Date(),
    })()
    expect(await stateOf(id)).toMatchObject({ state: 'cancelled', done: 100, created: 100 })
  })
})

describe('an import of leads beside what comes in', () => {
  test('makes no second lead or contact of somebody who is written down at the same moment', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `Lead ${n};1197${String(7_000_000 + n)}`)
    const id = await start('leads', 'a.csv', csv(`Nome;WhatsApp\n${lines.join('\n')}\n`))
    const save = (n: number) =>
      db
        .asUser(
          'recepcao@aurora.test',
          (sql) => sql`
          select public.save_lead(${aurora.id}, gen_random_uuid(), null, ${sql.json({ full_name: 'Beside', phone: `1197${7_000_000 + n}` })})`,
        )
        .catch(() => undefined)
    await Promise.all([worker(), ...Array.from({ length: 10 }, (_, n) => save(n * 20))])
    expect(await stateOf(id)).toMatchObject({ state: 'ready', done: 200 })
    const doubles = await db.asPostgres(
      (sql) => sql`select phone from public.crm_leads group by phone having count(*) > 1`,
    )
    expect(doubles).toEqual([])
    expect(await count('public.crm_leads')).toBe(200)
  })
})

describe('the undo of an import', () => {
  const undo = async (id: string) => {
    await db.asUser('recepcao@aurora.test', (sql) => sql`select public.undo_import(${aurora.id}, ${id})`)
    await worker()
    return await stateOf(id)
  }

  test.each(['patients', 'contacts', 'companies', 'leads'] as const)(
    'leaves %s as they were',
    async (kind) => {
      const cell = kind === 'companies' ? 'Cidade' : 'Obs'
      const before = csv(`Nome;Telefone;E-mail;${cell}\nAna Reis;11987650001;ana@example.com;antes\n`)
      await run(kind, 'a.csv', before)
      const stood = (await importedRecords(db, kind)).map(text)
      const tables = [
        'public.patients',
        'public.contacts',
        'public.companies',
        'public.crm_leads',
        'public.contact_phones',
        'public.conversation_tags',
        'app.search_entries',
      ]
      const counts = await Promise.all(tables.map(count))
      const changed = await run(
        kind,
        'b.csv',
        csv(
          `Nome;Telefone;E-mail;${cell};Empresa;Tags\nAna Reis;11987650001 / 11987650009;ana@example.com; antes ;Nova Empresa;Retorno\nBia Reis;11987650002;;x;;\n${'Caio Reis;11987650003;;x;;\n'.repeat(2)}`,
        ),
      )
      expect(changed).toMatchObject({ created: 2, updated: 1, merged: 1 })
      expect(await undo(changed.id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 })
      expect((await importedRecords(db, kind)).map(text)).toEqual(stood)
      expect(await Promise.all(tables.map(count))).toEqual(counts)
    },
  )

  test('keeps what somebody changed or uses since, and says why', async () => {
    const done = await run(
      'contacts',
      'a.csv',
      csv('Nome;E-mail\nAna;ana@example.com\nBia;bia@example.com\nCaio;caio@example.com\n'),
    )
    await db.asPostgres(async (sql) => {
      await sql`update public.contacts set note = 'ligou', version = version + 1 where full_name = 'Ana'`
      await sql`insert into public.crm_leads (tenant_id, full_name, email, contact_id, status, converted_at)
        select tenant_id, 'Bia', 'outra@example.com', id, 'converted', now() from public.contacts where full_name = 'Bia'`
    })
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 1, kept: 2 })
    const kept = await db.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select name, because from public.list_import_kept(${aurora.id}, ${done.id})`,
    )
    expect([...kept]).toEqual([
      { name: 'Ana', because: 'changed' },
      { name: 'Bia', because: 'in_use' },
    ])
  })
})
