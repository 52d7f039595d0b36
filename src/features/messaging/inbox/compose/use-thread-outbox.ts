import { computed } from 'vue'
import type { TemplateChoice, TemplateMessage } from '@/features/messaging/templates'
import { useOutboxStore } from './outbox-store'
import type { OutboxChoices, OutboxFile, OutboxPart } from './outbox'
import type { TimelineMessage } from '../thread/timeline'

/** What was written in one conversation and is on its way. */
export function useThreadOutbox(tenantId: string, threadKey: () => string) {
  const outbox = useOutboxStore()
  const unsent = computed(() =>
    outbox.items.filter((item) => item.tenantId === tenantId && item.threadKey === threadKey()),
  )

  function newItem(
    clientId: string,
    body: string,
    {
      replyTo = null,
      template = null,
      file,
      choices,
    }: {
      replyTo?: string | null
      template?: TemplateChoice | null
      file?: OutboxFile
      choices?: OutboxChoices
    },
  ) {
    const createdAt = new Date().toISOString()
    const item = { clientId, tenantId, threadKey: threadKey(), body, template, replyTo, createdAt }
    return { ...item, ...(file ? { file } : {}), ...(choices ? { choices } : {}) }
  }

  return {
    unsent,
    /** Sends a text, as an answer to a message or on its own. */
    send: (body: string, replyTo: string | null) =>
      outbox.send(newItem(crypto.randomUUID(), body, { replyTo })),
    /** Sends files that are kept on this device, with texts beside them, in this order. */
    sendParts: (parts: readonly OutboxPart[], replyTo: string | null) =>
      parts.forEach(({ body, file }, index) =>
        outbox.send(
          newItem(crypto.randomUUID(), body, {
            replyTo: index === 0 ? replyTo : null,
            ...(file ? { file } : {}),
          }),
        ),
      ),
    /** Sends a question with answers to press. */
    sendChoices: (body: string, choices: OutboxChoices) =>
      outbox.send(newItem(crypto.randomUUID(), body, { choices })),
    /** Sends a filled-in template. */
    sendTemplate: ({ body, template }: TemplateMessage) =>
      outbox.send(newItem(crypto.randomUUID(), body, { template })),
    /** Sends a message that failed again: the same one, so that it can never arrive twice. */
    retry: (message: TimelineMessage) =>
      outbox.retry(
        newItem(message.client_id ?? crypto.randomUUID(), message.body ?? '', {
          replyTo: message.reply_to_id,
          template: message.content?.template ?? null,
        }),
      ),
  }
}
