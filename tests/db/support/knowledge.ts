import { randomUUID } from 'node:crypto'
import { it } from 'vitest'
import type { TransactionSql } from 'postgres'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectRefusal, itIsForMembers } from './guards.ts'

export const documentId = '6a000000-0000-4000-8000-000000000001'

export interface Document {
  id: string
  kind: string
  title: string
  state: string
  failure: string | null
  done: number
  total: number | null
  is_live: boolean
}

/** Somebody of Aurora saves a document, the owner unless told otherwise. */
export const saveDocument = (
  session: Session,
  args: Record<string, unknown> = {},
  as: Email = 'dona@aurora.test',
) =>
  ask<Document>(
    session,
    'save_ai_document',
    {
      id: documentId,
      kind: 'text',
      title: 'Endereço',
      body: 'Ficamos na Rua das Flores, 10.',
      source: null,
      ...args,
    },
    as,
  )

/** A document as it stands. */
export const documentOf = (session: Session, id = documentId) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<
      {
        state: string
        failure: string | null
        version: number
        live_version: number | null
        done: number
        body: string
      }[]
    >`select * from public.ai_documents where id = ${id}`
    return row!
  })

/** The worker takes the job of the present version; answers its version and lease. */
export async function holdDocument(session: Session, id = documentId) {
  const lease = randomUUID()
  const { version } = await documentOf(session, id)
  await session.asPostgres(
    (sql) => sql`
      update app.jobs set lease_token = ${lease}, leased_until = now() + interval '1 minute', attempts = 1
      where dedupe_key = ${`index_document:${id}:${version}`}`,
  )
  return { id, version, lease }
}

type Held = Awaited<ReturnType<typeof holdDocument>>

export const begin = (session: Session, { id, version, lease }: Held, tenant = aurora.id) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ task: { done: number; body: string; model: string } | null }[]>`
      select app.begin_indexing(${tenant}, ${id}, ${version}, ${lease}) as task`
    return row!.task
  })

/** The worker writes chunks behind the first `from`; all of one direction. */
export const take = (
  session: Session,
  { id, version, lease }: Held,
  texts: readonly string[],
  from = 0,
  tenant = aurora.id,
) =>
  session.asService(async (sql) => {
    const chunks = texts.map((text) => ({
      heading: 'Endereço',
      text,
      tokens: 10,
      vector: Array.from({ length: 8 }, () => Math.sqrt(1 / 8)),
    }))
    const piece = { from, total: from + texts.length, model: 'test', chunks }
    const [row] = await sql<{ taken: boolean }[]>`
      select app.take_chunks(${tenant}, ${id}, ${version}, ${lease}, ${JSON.stringify(piece)}::text::jsonb) as taken`
    return row!.taken
  })

export const end = (
  session: Session,
  { id, version, lease }: Held,
  failure: string | null = null,
  tenant = aurora.id,
) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ ended: boolean }[]>`
      select app.end_indexing(${tenant}, ${id}, ${version}, ${lease}, ${failure}) as ended`
    return row!.ended
  })

/** A document of Aurora whose chunks are searched. */
export async function indexed(
  session: Session,
  id = documentId,
  texts: readonly string[] = ['Ficamos na Rua das Flores, 10.'],
) {
  await saveDocument(session, { id, title: `Documento ${id.slice(-6)}`, body: texts.join('\n\n') })
  const held = await holdDocument(session, id)
  await begin(session, held)
  await take(session, held, texts)
  await end(session, held)
}

/** What a search of a clinic finds. */
export const search = (session: Session, query: string, tenant: string = aurora.id, limit = 10) =>
  session.asService(
    (sql) => sql<{ document_id: string; text: string; title: string }[]>`
      select * from app.search_knowledge(${tenant}, ${query}, ${Array.from({ length: 8 }, () => Math.sqrt(1 / 8))}, ${limit}, 'test')`,
  )

/** Tests that a function of the knowledge is for owner, administrators and supervisors, and closed where the module is off. */
export function itIsForEditors(db: TestDatabase, call: (sql: TransactionSql) => Promise<unknown>): void {
  itIsForMembers(db, call)
  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s with forbidden', (email) =>
    db.rolledBack((session) => expectRefusal(() => session.asUser(email, call), 'PT403', 'forbidden')),
  )
  itNeedsTheModule(db, call)
}

/** Tests that a function is closed to a clinic that has switched the module off. */
export function itNeedsTheModule(db: TestDatabase, call: (sql: TransactionSql) => Promise<unknown>): void {
  it('refuses where the module is off', () =>
    db.rolledBack(async (session) => {
      await ask(session, 'set_module', { module: 'knowledge', is_on: false }, 'dona@aurora.test')
      await expectRefusal(() => session.asUser('dona@aurora.test', call), 'PT403', 'module_off')
    }))
}
