import { z } from 'zod'
import type { KnowledgeUser } from '../_shared/ai/database.ts'
import { readAddress, readDocument } from '../_shared/ai/knowledge/read.ts'
import { refusalOf, UnreadableDocument } from '../_shared/ai/knowledge/unreadable.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { Fetch } from '../_shared/platform/provider-http.ts'

const command = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('file'),
    tenant_id: z.guid(),
    name: z.string().min(1).max(300),
    content: z.base64().min(1),
  }),
  z.object({
    from: z.literal('page'),
    tenant_id: z.guid(),
    address: z.url({ protocol: /^https?$/ }).max(2000),
  }),
])
/** Of the file, as it is written in a body. */
const bodyLimit = 12 * 1024 * 1024

export interface ReadDeps {
  auth: Pick<Authenticator, 'user'>
  knowledgeAsUser(claims: UserClaims): KnowledgeUser
  /** Leads to the internet and nowhere else. */
  pageFetch: Fetch
  log: Log
}

/**
 * The text of a file (PDF, Word, Markdown, plain text; base64) or of a page on the internet, for somebody to look at before it is
 * saved with save_ai_document. Nothing is kept.
 *
 * 200 {kind: text | pdf | docx, title: string | null, text: Markdown}.
 */
export function createHandler(deps: ReadDeps): Handler {
  return endpoint({ name: 'read-document', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command, bodyLimit)
    await deps.knowledgeAsUser(claims).requireEditor(asked.tenant_id)
    try {
      return json(
        asked.from === 'file'
          ? await readDocument(bytesOf(asked.content), asked.name)
          : await readAddress(deps.pageFetch, asked.address),
      )
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error
      throw refusalOf(error)
    }
  })
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
