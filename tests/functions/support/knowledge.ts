import { randomUUID } from 'node:crypto'
import { createKnowledgeDatabase } from '../../../supabase/functions/_shared/ai/database.ts'
import { forgetDocument } from '../../../supabase/functions/_shared/ai/jobs/forget-document.ts'
import { indexDocument } from '../../../supabase/functions/_shared/ai/jobs/index-document.ts'
import { refreshCatalogue } from '../../../supabase/functions/_shared/ai/jobs/refresh-catalogue.ts'
import { localEmbedders } from '../../../supabase/functions/_shared/ai/knowledge/embed.ts'
import { createWorker } from '../../../supabase/functions/_shared/platform/jobs.ts'
import { aurora, type Email } from '../../db/support/cast.ts'
import type { createFunctions } from './functions.ts'

type Functions = Awaited<ReturnType<typeof createFunctions>>

/** Documents of a clinic, saved and indexed as the product does it. */
export function createLibrary({ testDatabase: db, platform }: Functions, embedderFor = localEmbedders) {
  const knowledge = createKnowledgeDatabase(platform.calls)
  const deps = { knowledge: knowledge.service, embedderFor, chunksAtOnce: 2 }
  const work = createWorker({
    database: platform.queue,
    handlers: {
      index_document: indexDocument(deps),
      refresh_catalogue: refreshCatalogue(deps),
      forget_document: forgetDocument(deps),
    },
    log: platform.log,
    now: () => new Date(),
  })
  return {
    knowledge: knowledge.service,
    knowledgeAsUser: knowledge.asUser,
    embedderFor,
    work,
    /** Empties the queue and the documents of all clinics. */
    clear: () =>
      db.asPostgres(async (sql) => {
        await sql`delete from app.jobs`
        await sql`delete from public.ai_documents`
        await sql`delete from public.ai_knowledge`
        await sql`delete from app.ai_answers`
      }),
    /** Saves a document; `work` indexes it. */
    async save(
      title: string,
      body: string,
      { tenant = aurora.id as string, as = 'dona@aurora.test' as Email } = {},
    ) {
      const id = randomUUID()
      await db.asUser(
        as,
        (sql) => sql`select public.save_ai_document(${tenant}, ${id}, 'text', ${title}, ${body})`,
      )
      return id
    },
  }
}
