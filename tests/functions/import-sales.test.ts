import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createImportService } from '../../supabase/functions/_shared/sales/import/database.ts'
import { suggestColumns, type ImportKind } from '../../supabase/functions/_shared/sales/import/fields.ts'
import { pieceRow } from '../../supabase/functions/_shared/sales/import/piece.ts'
import { dateOrders, readFile, readRows } from '../../supabase/functions/_shared/sales/import/read.ts'
import { importRows } from '../../supabase/functions/_shared/sales/jobs/import-rows.ts'
import { undoImport } from '../../supabase/functions/_shared/sales/jobs/undo-import.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
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
    import_rows: importRows({ imports, store: functions.bucket, now, rowsAtOnce: 100 }),
    undo_import: undoImport({ imports, now }),
  },
  log: platform.log,
  now: () => new Date(),
})
const owner = 'dona@aurora.test' as Email

beforeEach(async () => {
  await db.asPostgres(async (sql) => {
    await sql`delete from app.jobs`
    await sql`delete from public.imports`
    await sql`delete from public.deals`
    await sql`delete from public.pipelines`
    await sql`delete from public.contacts`
    await sql`delete from public.companies`
  })
})

interface Options {
  policy?: 'skip' | 'fill' | 'overwrite'
  as?: Email
  more?: Record<string, unknown>
}

/** What a browser knows of a file before it sends it. */
async function read(kind: ImportKind, text: string) {
  const bytes = new TextEncoder().encode(text)
  const file = await readFile(bytes, kind)
  const columns = suggestColumns(file.headings, kind)
  const dates = dateOrders(file, columns, kind).map((order) => order ?? null)
  return { bytes, file, columns, dates }
}

/** Imports a file; answers its row and what was refused. */
async function run(
  kind: ImportKind,
  text: string,
  { policy = 'overwrite', as = owner, more = {} }: Options = {},
) {
  const { bytes, file, columns, dates } = await read(kind, text)
  const id = randomUUID()
  const [begun] = await db.asUser(
    as,
    (sql) => sql<{ value: { path: string } }[]>`
      select public.begin_import(${aurora.id}, ${id}, ${kind}, 'antigo.csv', ${bytes.length}) as value`,
  )
  await bucket.put(begun!.value.path, bytes, 'text/csv')
  const options = { columns, dates, ...file.detected, ...more }
  await db.asUser(
    as,
    (sql) => sql`select public.start_import(${aurora.id}, ${id}, ${policy}, ${sql.json(options as never)})`,
  )
  await worker()
  return { id, ...(await look(id)) }
}

async function look(id: string): Promise<Record<string, unknown>> {
  const [row] = await db.asPostgres(
    (sql) =>
      sql`select state, created, updated, unchanged, merged, rejected, undone, kept from public.imports where id = ${id}`,
  )
  const refused = await db.asPostgres(
    (sql) => sql<{ kinds: string[] }[]>`
      select kinds from public.import_rows where import_id = ${id} order by row_number`,
  )
  return { ...row, refused: refused.map(({ kinds }) => kinds[0]) }
}

async function undo(id: string) {
  await db.asUser(owner, (sql) => sql`select public.undo_import(${aurora.id}, ${id})`)
  await worker()
  return look(id)
}

/** What the wizard is told before anything is written. */
async function preview(kind: ImportKind, text: string, more: object = {}) {
  const { file, columns, dates } = await read(kind, text)
  const plan = { kind, columns, dates, today: '2026-12-01' }
  const rows = [...readRows(file, plan)]
    .filter(({ problems }) => problems.length === 0)
    .map((row) => ({ ...pieceRow(row, kind), cells: undefined }))
  const [answer] = await db.asUser(
    owner,
    (sql) => sql<
      {
        value: {
          known: Record<string, string>
          keys: Record<string, string[]>
          problems: [number, string][]
        }
      }[]
    >`
      select public.preview_import(${aurora.id}, ${kind}, ${sql.json(rows as never)}, ${sql.json(more as never)}) as value`,
  )
  return answer!.value
}

const addPipeline = async (name: string, stages: string[]) => {
  const id = randomUUID()
  await db.asPostgres(async (sql) => {
    await sql`insert into public.pipelines (tenant_id, id, name, position) values (${aurora.id}, ${id}, ${name}, 1)`
    for (const [position, stage] of stages.entries())
      await sql`insert into public.pipeline_stages (tenant_id, pipeline_id, name, position) values (${aurora.id}, ${id}, ${stage}, ${position})`
  })
  return id
}

const deals = () =>
  db.asPostgres(
    (sql) => sql`
      select d.title, d.value_cents::int as cents, s.name as stage, d.status, c.full_name as contact, o.name as company, f.email as owner,
        to_char(d.expected_on, 'YYYY-MM-DD') as expected, r.name as reason
      from public.deals d join public.pipeline_stages s on s.id = d.stage_id
      left join public.contacts c on c.id = d.contact_id left join public.companies o on o.id = d.company_id
      left join public.profiles f on f.id = d.owner_id left join public.deal_lost_reasons r on r.id = d.lost_reason_id order by d.title`,
  )

const header =
  'Oportunidade;Valor;Etapa;Contato;Telefone;E-mail;Empresa;Responsável;Previsão de fechamento;Situação;Motivo da perda;Fechada em'

describe('an import of deals', () => {
  test('writes deals with their people, and changes nothing when it comes again', async () => {
    const pipeline = await addPipeline('Convênios', ['Entrada', 'Proposta'])
    await db.asPostgres(
      (sql) =>
        sql`insert into public.deal_lost_reasons (tenant_id, name) values (${aurora.id}, 'Preço alto') on conflict do nothing`,
    )
    const file = [
      header,
      'Pilates anual;R$ 1.200,50;proposta;Zélia Nova;11987651111;;Padaria Sol;RECEPCAO@aurora.test;20/12/2026;;;',
      'Avaliação;150;;Zélia Nova;11987651111;zelia@example.com;;;;Ganha;;05/03/2026',
      'Plano empresa;9000;;;;;Padaria Sol;;;Perdida;preço alto;',
      'Sem dono;1;;;;;;ninguem@example.com;;;;',
      'Sem etapa;1;Fase dois;;;;;;;;;',
      'Outra;1;;Nome Desconhecido;;;;;;;;',
      'Mal escrito;muito;;;;;;;;;;',
    ].join('\n')
    const more = { pipeline_id: pipeline }
    const told = await preview('deals', file, more)
    expect(told.known).toEqual({})
    expect(told.problems).toEqual([
      [4, 'owner_unknown'],
      [5, 'stage_unknown'],
      [6, 'person_unknown'],
    ])
    const done = await run('deals', file, { more })
    expect(done).toMatchObject({
      state: 'ready',
      created: 3,
      rejected: 4,
      refused: ['owner_unknown', 'stage_unknown', 'person_unknown', 'amount_invalid'],
    })
    const written = await deals()
    expect(written).toEqual([
      {
        title: 'Avaliação',
        cents: 15000,
        stage: 'Entrada',
        status: 'won',
        contact: 'Zélia Nova',
        company: null,
        owner: null,
        expected: null,
        reason: null,
      },
      {
        title: 'Pilates anual',
        cents: 120050,
        stage: 'Proposta',
        status: 'open',
        contact: 'Zélia Nova',
        company: 'Padaria Sol',
        owner: 'recepcao@aurora.test',
        expected: '2026-12-20',
        reason: null,
      },
      {
        title: 'Plano empresa',
        cents: 900000,
        stage: 'Entrada',
        status: 'lost',
        contact: null,
        company: 'Padaria Sol',
        owner: null,
        expected: null,
        reason: 'Preço alto',
      },
    ])
    const people = await db.asPostgres((sql) => sql`select full_name, stage from public.contacts`)
    expect(people).toEqual([{ full_name: 'Zélia Nova', stage: 'customer' }])
    expect(Object.keys((await preview('deals', file, more)).known)).toEqual(['1', '2', '3'])
    expect(await run('deals', file, { more })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 3,
      rejected: 4,
    })
    expect(await deals()).toEqual(written)
    const [found] = await db.asPostgres(
      (sql) => sql`select words from app.search_entries where kind = 'deal' and title = 'Pilates anual'`,
    )
    expect(found!['words']).toContain('zelia')
    // what stands there in another word is written, and goes back
    const changed = await run('deals', file.replace('1.200,50', '1.300,00'), { more })
    expect(changed).toMatchObject({ created: 0, updated: 1, unchanged: 2 })
    expect(await undo(changed.id)).toMatchObject({ state: 'undone', undone: 1 })
    expect(await deals()).toEqual(written)
    // what another import touched since stays
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 2, kept: 1 })
    expect((await deals()).map(({ title }) => title)).toEqual(['Pilates anual'])
  })

  test('knows patients and contacts, and by a name alone only who has it alone', async () => {
    await addPipeline('Único', ['Entrada'])
    const whole = await run('deals', 'Título;Contato;Telefone;Empresa\nTudo;Iara Só;11987653333;Loja Só\n')
    expect(await undo(whole.id)).toMatchObject({ state: 'undone', undone: 1, kept: 0 })
    expect(await deals()).toEqual([])
    for (const table of ['contacts', 'companies'])
      expect(await db.asPostgres((sql) => sql`select 1 from ${sql(`public.${table}`)}`)).toEqual([])
    const contact = randomUUID()
    await db.asPostgres(async (sql) => {
      await sql`insert into public.contacts (tenant_id, id, full_name) values (${aurora.id}, ${contact}, 'Otávio Lima')`
      await sql`insert into public.contacts (tenant_id, id, full_name) values (${aurora.id}, ${randomUUID()}, 'Rui Duas')`
      await sql`insert into public.contacts (tenant_id, id, full_name) values (${aurora.id}, ${randomUUID()}, 'Rui Duas')`
    })
    const file = 'Título;Contato;Valor\nA um;otavio lima;10\nA dois;Rui Duas;10\n'
    const done = await run('deals', file)
    expect(done).toMatchObject({ created: 1, rejected: 1, refused: ['person_unsure'] })
    const stage = async () => {
      const [row] = await db.asPostgres((sql) => sql`select stage from public.contacts where id = ${contact}`)
      return row!['stage']
    }
    expect(await stage()).toBe('opportunity')
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 1 })
    expect(await stage()).toBe('lead')
  })

  test('leaves what is over, and fills or skips as it is told', async () => {
    await addPipeline('Único', ['Entrada', 'Proposta'])
    await run('deals', 'Título;Situação;Valor\nUm;ganho;10\nDois;;20\n')
    const file =
      'Título;Situação;Valor;Etapa;Observações\nUm;aberto;11;Proposta;oi\nDois;perdido;21;Proposta;oi\n'
    expect(await run('deals', file, { policy: 'skip' })).toMatchObject({ unchanged: 2, updated: 0 })
    expect(await run('deals', file, { policy: 'fill' })).toMatchObject({ updated: 2 })
    expect(await deals()).toMatchObject([
      { title: 'Dois', cents: 2000, stage: 'Entrada', status: 'open' },
      { title: 'Um', cents: 1000, stage: 'Entrada', status: 'won' },
    ])
    expect(await run('deals', file)).toMatchObject({ updated: 2 })
    expect(await deals()).toMatchObject([
      { title: 'Dois', cents: 2100, stage: 'Proposta', status: 'lost' },
      { title: 'Um', cents: 1100, stage: 'Proposta', status: 'won' },
    ])
    const more = { pipeline_id: randomUUID() }
    expect(await run('deals', 'Título\nTrês\n', { more })).toMatchObject({ refused: ['pipeline_unknown'] })
  })
})

const products = () =>
  db.asPostgres(
    (sql) => sql`
      select p.name, p.kind, v.sku, v.barcode, v.price_cents as price, v.cost_cents as cost, p.unit, p.ncm, p.cfop,
        coalesce(l.on_hand, 0) as stock, p.archived_at is not null as gone
      from public.product_variants v join public.products p on p.id = v.product_id
      left join public.stock_levels l on l.variant_id = v.id order by v.sku`,
  )

describe('an import of products', () => {
  test('writes products with their first stock, once, and takes them back', async () => {
    const file = [
      'Produto;Código;Código de barras;Tipo;Preço de venda;Custo;Unidade;Estoque;NCM;CFOP',
      'Creme de mãos;CR-1;7891000315507;Produto;R$ 39,90;12,00;un;10;3304.99.10;5102',
      'Faixa elástica;;;;25;;cx;;;',
      'Avaliação;AV;;Serviço;150;;;;;',
      'Código ruim;X1;7891000315508;;1;;;;;',
      'Creme igual;CR-2;7891000315507;;1;;;;;',
    ].join('\n')
    const done = await run('products', file)
    expect(done).toMatchObject({
      state: 'ready',
      created: 3,
      rejected: 2,
      refused: ['barcode_invalid', 'barcode_exists'],
    })
    const written = await products()
    expect(written).toEqual([
      {
        name: 'Avaliação',
        kind: 'service',
        sku: 'AV',
        barcode: null,
        price: 15000,
        cost: 0,
        unit: 'UN',
        ncm: null,
        cfop: null,
        stock: 0,
        gone: false,
      },
      {
        name: 'Creme de mãos',
        kind: 'physical',
        sku: 'CR-1',
        barcode: '7891000315507',
        price: 3990,
        cost: 1200,
        unit: 'UN',
        ncm: '33049910',
        cfop: '5102',
        stock: 10,
        gone: false,
      },
      {
        name: 'Faixa elástica',
        kind: 'physical',
        sku: 'FAIXA-ELASTICA',
        barcode: null,
        price: 2500,
        cost: 0,
        unit: 'CX',
        ncm: null,
        cfop: null,
        stock: 0,
        gone: false,
      },
    ])
    const [move] = await db.asPostgres(
      (sql) => sql`select kind, reason, on_hand, value_cents::int as cents, note from public.stock_moves`,
    )
    expect(move).toEqual({
      kind: 'adjust',
      reason: 'opening',
      on_hand: 10,
      cents: 12000,
      note: 'Importado de antigo.csv',
    })
    expect(Object.keys((await preview('products', file)).known)).toEqual(['1', '2', '3'])
    expect(await run('products', file)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
    expect(await products()).toEqual(written)
    // the same SKU is the same thing
    const dearer = 'SKU;Preço;Estoque;Nome\nCR-1;45,00;99;Creme de mãos 200 ml\nAV;0;;Outra coisa\n'
    expect(await run('products', dearer, { policy: 'skip' })).toMatchObject({ unchanged: 2 })
    expect(await run('products', dearer, { policy: 'fill' })).toMatchObject({ unchanged: 2 })
    const changed = await run('products', dearer)
    expect(changed).toMatchObject({ updated: 2 })
    expect((await products())[1]).toMatchObject({ name: 'Creme de mãos 200 ml', price: 4500, stock: 10 })
    expect(await undo(changed.id)).toMatchObject({ state: 'undone', undone: 2 })
    expect(await products()).toEqual(written)
    // what another import touched since stays
    expect(await undo(done.id)).toMatchObject({ undone: 1, kept: 2 })
  })

  test('takes back what nobody used, and begins again', async () => {
    const file = 'Produto;SKU;Preço;Custo;Estoque\nÓleo;OL-9;10;5;7\nTouca;TO-9;3;;\n'
    const done = await run('products', file)
    expect(done).toMatchObject({ created: 2 })
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undone: 2, kept: 0 })
    const mine = async () => (await products()).filter(({ sku }) => String(sku).endsWith('-9'))
    expect(await mine()).toMatchObject([{ sku: 'OL-9', stock: 0, gone: true }])
    expect(await run('products', file)).toMatchObject({ created: 1, updated: 1 })
    expect(await mine()).toMatchObject([
      { sku: 'OL-9', stock: 7, gone: false },
      { sku: 'TO-9', stock: 0 },
    ])
    expect(await db.asPostgres((sql) => sql`select * from app.stock_faults()`)).toEqual([])
  })

  test('is for those who keep the stock', async () => {
    await expect(
      run('products', 'Produto;Preço\nCoisa;1\n', { as: 'supervisor@aurora.test' }),
    ).rejects.toThrow('forbidden')
  })
})

describe('a file whose months come first', () => {
  const count = 'Nome;Telefone;Nascimento\n'
  test('is read so where a number above twelve says it', async () => {
    const file = `${count}Ana Estados;11987652001;02/28/1990\nBia Estados;11987652002;03/04/1991\n`
    expect((await read('patients', file)).dates).toEqual([null, null, 'month'])
    expect(await run('patients', file)).toMatchObject({ created: 2 })
    const born = await db.asPostgres(
      (sql) =>
        sql`select to_char(birth_date, 'YYYY-MM-DD') as day from public.patients where full_name like '%Estados' order by full_name`,
    )
    expect(born.map(({ day }) => day)).toEqual(['1990-02-28', '1991-03-04'])
  })

  test('is asked about where no date says it', async () => {
    const { file, columns } = await read('patients', `${count}Ana;11987652003;03/04/1990\n`)
    expect(dateOrders(file, columns, 'patients')).toEqual([undefined, undefined, null])
  })
})
