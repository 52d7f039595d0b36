import { computed } from 'vue'
import type { TemplateChoice, TemplateMessage } from '@/features/messaging/templates'
import { useOutboxStore } from './outbox-store'
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
    { replyTo = null, template = null }: { replyTo?: string | null; template?: TemplateChoice | null },
  ) {
    const createdAt = new Date().toISOString()
    return { clientId, tenantId, threadKey: threadKey(), body, template, replyTo, createdAt }
  }

  return {
    unsent,
    /** Sends a text, as an answer to a message or on its own. */
    send: (body: string, replyTo: string | null) =>
      outbox.send(newItem(crypto.randomUUID(), body, { replyTo })),
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
