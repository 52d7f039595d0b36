import { Hono } from 'hono'
import { z } from 'zod'
import type { EvolutionGateway } from './gateway.ts'
import { instanceGuard, jsonBody, refuse, type EvolutionEnv } from './http.ts'

/** Event names that a webhook may subscribe to; any other refuses the whole call. */
const allowedEvents = [
  'APPLICATION_STARTUP',
  'QRCODE_UPDATED',
  'MESSAGES_SET',
  'MESSAGES_UPSERT',
  'MESSAGES_EDITED',
  'MESSAGES_UPDATE',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'SEND_MESSAGE_UPDATE',
  'CONTACTS_SET',
  'CONTACTS_UPSERT',
  'CONTACTS_UPDATE',
  'PRESENCE_UPDATE',
  'CHATS_SET',
  'CHATS_UPSERT',
  'CHATS_UPDATE',
  'CHATS_DELETE',
  'GROUPS_UPSERT',
  'GROUP_UPDATE',
  'GROUP_PARTICIPANTS_UPDATE',
  'CONNECTION_UPDATE',
  'LABELS_EDIT',
  'LABELS_ASSOCIATION',
  'CALL',
  'TYPEBOT_START',
  'TYPEBOT_CHANGE_STATUS',
  'REMOVE_INSTANCE',
  'LOGOUT_INSTANCE',
  'INSTANCE_CREATE',
  'INSTANCE_DELETE',
  'STATUS_INSTANCE',
] as const

const webhookBody = z.object({
  enabled: z.boolean(),
  url: z.string().min(1).max(500),
  headers: z.record(z.string(), z.string()).optional(),
  byEvents: z.boolean().optional(),
  base64: z.boolean().optional(),
  events: z.array(z.enum(allowedEvents)).optional(),
})

/** The webhook of a body, which must nest it. Without `events` the real gateway trips over itself: 500. */
export function readWebhook(body: Record<string, unknown>) {
  if (body.webhook === undefined) refuse(400, [['instance requires property "webhook"']])
  const parsed = webhookBody.safeParse(body.webhook)
  if (!parsed.success)
    refuse(400, [
      parsed.error.issues.map((issue) => `instance.webhook.${issue.path.join('.')} ${issue.message}`),
    ])
  const { events, ...rest } = parsed.data
  if (!events) refuse(500, 'Internal Server Error')
  return { ...rest, events: [...events] }
}

/** `/webhook/*`: set and find. */
export function webhookRoutes(gateway: EvolutionGateway): Hono<EvolutionEnv> {
  const routes = new Hono<EvolutionEnv>()
  const guard = instanceGuard(gateway)

  routes.post('/set/:instance', guard, async (context) => {
    const { instance } = context.var
    gateway.setWebhook(instance, readWebhook(await jsonBody(context)))
    return context.json(instance.webhook, 201)
  })

  routes.get('/find/:instance', guard, (context) => context.json(context.var.instance.webhook))

  return routes
}
