import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createImportService } from '../../supabase/functions/_shared/sales/import/database.ts'
import { suggestColumns, type ImportKind } from '../../supabase/functions/_shared/sales/import/fields.ts'
import { readFile } from '../../supabase/functions/_shared/sales/import/read.ts'
import { importRows } from '../../supabase/functions/_shared/sales/jobs/import-rows.ts'
import { undoImport } from '../../supabase/functions/_shared/sales/jobs/undo-import.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
import { openAgenda } from '../db/support/agenda.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { createFunctions } from './support/functions.ts'

const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
const { testDatabase: db, platform } = functions
const bucket = functions.bucket.in('imports')
const imports = createImportService(platform.calls)
const now = () => new Date('2026-12-01T15:00:00Z')
const worker = createWorker({
  database: platform.queue,
  handlers: {
    import_rows: importRows({ imports, store: functions.bucket, now }),
    undo_import: undoImport({ imports, now }),
  },
  log: platform.log,
  now: () => new Date(),
})
await openAgenda(db)

beforeEach(async () => {
  await db.asPostgres((sql) => sql`delete from app.jobs`)
})

/** The owner imports a file; answers its row and what was refused. */
async function run(kind: ImportKind, text: string, as: Email = 'dona@aurora.test') {
  const bytes = new TextEncoder().encode(text)
  const file = await readFile(bytes, kind)
  const columns = suggestColumns(file.headings, kind)
  const id = randomUUID()
  const [begun] = await db.asUser(
    as,
    (sql) => sql<{ value: { path: string } }[]>`
      select public.begin_import(${aurora.id}, ${id}, ${kind}, 'antigo.csv', ${bytes.length}) as value`,
  )
  await bucket.put(begun!.value.path, bytes, 'text/csv')
  const options = { columns, ...file.detected }
  await db.asUser(
    as,
    (sql) => sql`select public.start_import(${aurora.id}, ${id}, 'overwrite', ${sql.json(options as never)})`,
  )
  await worker()
  return { id, ...(await look(id)) }
}

async function look(id: string): Promise<Record<string, unknown>> {
  const [row] = await db.asPostgres(
    (sql) =>
      sql`select state, created, unchanged, merged, rejected, undone, kept from public.imports where id = ${id}`,
  )
  const refused = await db.asPostgres(
    (sql) => sql<{ kinds: string[] }[]>`
      select kinds from public.import_rows where import_id = ${id} order by row_number`,
  )
  return { ...row, refused: refused.map(({ kinds }) => kinds[0]) }
}

async function undo(id: string) {
  await db.asUser('dona@aurora.test', (sql) => sql`select public.undo_import(${aurora.id}, ${id})`)
  await worker()
  return look(id)
}

describe('a clinic that moves in', () => {
  test('brings its sessions along, and nobody is told or charged', async () => {
    const file = [
      'Paciente;Data;Hora;Profissional;Situação',
      'Ana Prado;05/03/2026;14:30;Helena Terapeuta;Compareceu',
      'Bia Reis;05/03/2026;14:50;Helena Terapeuta;Faltou',
      'Ninguém Aqui;06/03/2026;10h;Helena Terapeuta;',
      'Caio Souza;06/03/2026;25:00;Helena Terapeuta;',
      'Caio Souza;06/03/2026;11:00;Outra Pessoa;',
    ].join('\n')
    const done = await run('sessions', file)
    expect(done).toMatchObject({
      state: 'ready',
      created: 1,
      rejected: 4,
      refused: ['time_taken', 'patient_unknown', 'time_invalid', 'therapist_unknown'],
    })
    expect(await run('sessions', file)).toMatchObject({ created: 0, unchanged: 1, rejected: 4 })
    const [session] = await db.asPostgres(
      (sql) => sql`
        select s.status, s.starts_at, (select count(*)::int from public.money_entries) as charges,
          (select count(*)::int from app.session_events) as events from public.sessions s`,
    )
    expect(session).toEqual({
      status: 'attended',
      starts_at: new Date('2026-03-05T17:30:00Z'),
      charges: 0,
      events: 0,
    })
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 1 })
    expect(await db.asPostgres((sql) => sql`select 1 from public.sessions`)).toHaveLength(0)
  })

  test('brings its records along as locked documents of their authors', async () => {
    const file =
      'Nome;Data;Autor;Evolução\nAna Prado;05/03/2026;Helena Terapeuta;"Primeira linha.\nSegunda."\nAna Prado;;Helena Terapeuta;sem data\n'
    const done = await run('records', file)
    expect(done).toMatchObject({ created: 1, rejected: 1, refused: ['value_missing'] })
    expect(await run('records', file)).toMatchObject({ created: 0, unchanged: 1 })
    const [entry] = await db.asPostgres(
      (sql) => sql`
        select author_name, signer_name, signed_at is not null as is_locked, content #>> '{content,1,content,0,text}' as second
        from public.record_entries`,
    )
    expect(entry).toEqual({
      author_name: 'Helena Terapeuta',
      signer_name: 'Importado de antigo.csv',
      is_locked: true,
      second: 'Segunda.',
    })
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 0, kept: 1 })
    await expect(run('records', file, 'recepcao@aurora.test')).rejects.toThrow('forbidden')
  })

  test('brings open balances along through the ledger, and back by a reversal', async () => {
    const file =
      'Nome;Saldo devedor;Vencimento\nAna Prado;"R$ 1.234,50";05/03/2026\nBia Reis;-20,00;05/03/2026\nCaio Souza;muito;\n'
    const done = await run('balances', file)
    expect(done).toMatchObject({ created: 2, rejected: 1, refused: ['amount_invalid'] })
    expect(await run('balances', file)).toMatchObject({ created: 0, unchanged: 2 })
    const sum = async () => {
      const [row] = await db.asPostgres(
        (sql) => sql<{ n: string }[]>`select sum(balance_cents)::text as n from public.payers`,
      )
      return row!.n
    }
    expect(await sum()).toBe('121450')
    expect(await db.asPostgres((sql) => sql`select * from app.money_faults()`)).toHaveLength(0)
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 2 })
    expect(await sum()).toBe('0')
  })
})
