import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { AcceptUpload } from '../_shared/media/uploads.ts'
import type { RunSend } from '../_shared/messaging/sending.ts'
import type { MessagingDatabase, MessagingUser } from '../_shared/messaging/database.ts'
import type { OutboundMessage } from '../_shared/messaging/types.ts'

/** A message that is stored already and waits for its turn or its next attempt. */
const nowCommand = z.object({ send: z.literal('now'), tenant_id: z.guid(), message_id: z.guid() })

/** What goes with a text, or in its place; SQL checks what is in it. */
const content = z.union([
  /** Begun with the RPC begin_media_upload and put by the browser; up to a hundred bars show a voice message. */
  z.object({ upload_id: z.guid(), waveform: z.array(z.number().int().min(0).max(100)).max(100).optional() }),
  /** A file that the clinic keeps with a quick reply. */
  z.object({ quick_reply_file_id: z.guid() }),
  z.object({
    location: z.object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().max(1000).optional(),
      address: z.string().max(1000).optional(),
    }),
  }),
  z.object({
    contacts: z
      .array(z.object({ name: z.string(), phones: z.array(z.string()).min(1) }))
      .min(1)
      .max(10),
  }),
  z.object({ forward_of: z.guid() }),
  /** The text is the question. */
  z.object({
    choices: z.object({
      options: z
        .array(z.object({ title: z.string().max(100), description: z.string().max(500).optional() }))
        .min(1)
        .max(10),
      button: z.string().max(100).optional(),
    }),
  }),
])

const newCommand = z
  .object({
    send: z.undefined().optional(),
    tenant_id: z.guid(),
    thread_key: z.string().min(1).max(200),
    client_id: z.guid(),
    body: z.string().optional(),
    template: z.object({ id: z.guid(), variables: z.record(z.string(), z.string()).default({}) }).optional(),
    content: content.optional(),
    reply_to: z.guid().nullish(),
  })
  .refine(
    ({ body, template, content }) =>
      content === undefined ? (body === undefined) !== (template === undefined) : template === undefined,
    { path: ['body'], message: 'Send a text, a template or a content.' },
  )

const command = z.discriminatedUnion('send', [nowCommand, newCommand])

export interface SendDeps {
  auth: Authenticator
  database: Pick<MessagingDatabase, 'asUser'>
  runSend: RunSend
  acceptUpload: AcceptUpload
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/**
 * A person sends a text, a question with answers to press, a file, a place, people, a message once more, or an approved template, or does not want to wait for one that waits. SQL checks permission, opt-out and channel, stores the message and hands its send job
 * to this request, which runs it at once; if that is interrupted, the worker takes the job over.
 */
export function createHandler(deps: SendDeps): Handler {
  return endpoint({ name: 'send-whatsapp-message', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command)
    const created = await store(deps, deps.database.asUser(claims), asked)
    if (!created.lease) return answer(created.message, created.duplicate)
    const sending = deps.runSend(created.lease)
    // The person may close the page: the attempt and its report go on.
    deps.waitUntil(sending)
    const completed = await sending
    return answer(completed.message ?? created.message, created.duplicate)
  })
}

async function store(
  { acceptUpload }: Pick<SendDeps, 'acceptUpload'>,
  database: MessagingUser,
  asked: z.infer<typeof command>,
): Promise<OutboundMessage> {
  if (asked.send === 'now') {
    return { ...(await database.sendMessageNow(asked.tenant_id, asked.message_id)), duplicate: false }
  }
  if (asked.content && 'upload_id' in asked.content) {
    await acceptUpload(database, asked.tenant_id, asked.content.upload_id)
  }
  return await database.createOutboundMessage({
    tenantId: asked.tenant_id,
    threadKey: asked.thread_key,
    clientId: asked.client_id,
    body: asked.body ?? '',
    replyTo: asked.reply_to ?? null,
    template: asked.template ?? null,
    content: asked.content ?? null,
  })
}

function answer(message: { status: string }, duplicate: boolean): Response {
  const pending = message.status === 'queued' || message.status === 'sending'
  return json({ message, duplicate }, pending ? 202 : 200)
}
