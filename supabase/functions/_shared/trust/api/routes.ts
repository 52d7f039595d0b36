import { z } from 'zod'

const id = z.guid().transform((value) => value.toLowerCase())
const moment = z.iso.datetime({ offset: true })
const day = z.iso.date()
const limit = z.coerce.number().int().min(1).max(100).optional()
const cursor = z.string().max(1000).optional()
const page = { cursor, limit }
const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional()

const patient = z
  .object({
    id: z.guid(),
    name: z.string().describe('What everybody says: the social name, or else the civil one.'),
    full_name: z.string(),
    social_name: z.string().nullable(),
    pronoun: z.string().nullable(),
    birth_date: day.nullable(),
    phones: z.array(z.string()).describe('E.164, the main one first.'),
    emails: z.array(z.string()),
    city: z.string().nullable(),
    state: z.string().nullable(),
    version: z.number().int(),
    archived_at: moment.nullable(),
    merged_into_id: z.guid().nullable(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Patient' })

const session = z
  .object({
    id: z.guid(),
    therapist_id: z.guid(),
    room_id: z.guid().nullable(),
    session_type_id: z.guid(),
    type: z.string(),
    starts_at: moment,
    ends_at: moment,
    status: z.string().describe('scheduled, confirmed, attended, missed, excused or cancelled.'),
    is_online: z.boolean(),
    series_id: z.guid().nullable(),
    version: z.number().int().describe('Rises with every change: say the one you read.'),
    patients: z.array(z.object({ id: z.guid(), status: z.string() })),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Session' })

const conversation = z
  .object({
    id: z.string().describe('Stays the same for the life of the conversation, as whatsapp:+5511912345678.'),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    status: z.enum(['open', 'finished']),
    unread_count: z.number().int(),
    waiting_since: moment.nullable(),
    assigned_to: z.guid().nullable(),
    tag_ids: z.array(z.guid()),
    opted_out: z.boolean(),
    is_group: z.boolean(),
    last_message_at: moment,
  })
  .meta({ id: 'Conversation' })

const message = z
  .object({
    id: z.guid(),
    conversation: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    origin: z.string(),
    kind: z.string(),
    body: z.string().nullable(),
    status: z.string().describe('received; or queued, sending, sent, delivered, read, failed.'),
    error_code: z.string().nullable(),
    occurred_at: moment,
    delivered_at: moment.nullable(),
    read_at: moment.nullable(),
    deleted_at: moment.nullable(),
  })
  .meta({ id: 'Message' })

const payment = z
  .object({
    id: z.guid(),
    payer_id: z.guid(),
    payer_name: z.string(),
    amount_cents: z.number().int(),
    refunded_cents: z.number().int(),
    is_reversed: z.boolean(),
    method: z.string(),
    paid_on: day,
  })
  .meta({ id: 'Payment' })

const webhook = z
  .object({
    id: z.guid(),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()),
    is_active: z.boolean(),
    disabled_reason: z.string().nullable(),
    failing_since: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'WebhookEndpoint' })

const listOf = (one: z.ZodType) => z.object({ data: z.array(one), next_cursor: z.string().nullable() })

/** One address of the API. What it does, and which right it takes, is a row of `app.api_operations`. */
export interface ApiRoute {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** `{name}` is a part of the address. */
  path: string
  operation: string
  scope: string | null
  summary: string
  path_parameters?: Record<string, z.ZodType>
  query?: z.ZodObject
  body?: z.ZodType
  /** The version that was read may come as `If-Match`. */
  is_versioned?: boolean
  answer: z.ZodType
}

/** Every address of the API, in the order of its description. */
export const routes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/v1/me',
    operation: 'me',
    scope: null,
    summary: 'The clinic and the rights of the key',
    answer: z.object({
      clinic: z.object({ id: z.guid(), name: z.string() }),
      key: z.object({
        id: z.guid(),
        name: z.string(),
        scopes: z.array(z.string()),
        expires_at: moment.nullable(),
      }),
    }),
  },
  {
    method: 'get',
    path: '/v1/patients',
    operation: 'patients.list',
    scope: 'patients:read',
    summary: 'Patients by name',
    query: z.object({ search: z.string().max(200).optional(), archived: flag, ...page }),
    answer: listOf(patient),
  },
  {
    method: 'get',
    path: '/v1/patients/{id}',
    operation: 'patients.get',
    scope: 'patients:read',
    summary: 'One patient',
    path_parameters: { id },
    answer: patient,
  },
  {
    method: 'post',
    path: '/v1/patients',
    operation: 'patients.create',
    scope: 'patients:write',
    summary: 'A new patient',
    body: z.strictObject({
      full_name: z.string().min(2).max(120),
      social_name: z.string().max(120).optional(),
      birth_date: day.optional(),
      cpf: z.string().max(20).optional(),
      city: z.string().max(100).optional(),
      state: z.string().length(2).optional(),
      phones: z.array(z.string().max(30)).max(10).optional(),
      emails: z.array(z.string().max(200)).max(10).optional(),
    }),
    answer: patient,
  },
  {
    method: 'patch',
    path: '/v1/patients/{id}',
    operation: 'patients.update',
    scope: 'patients:write',
    summary:
      'Changes a patient; what is left out stays, null empties a field, a list replaces the one before',
    path_parameters: { id },
    body: z.strictObject({
      version: z
        .number()
        .int()
        .optional()
        .describe('The version that was read: here, or as `If-Match`. Another one is answered 409.'),
      full_name: z.string().min(2).max(120).optional(),
      social_name: z.string().max(120).nullable().optional(),
      pronoun: z.string().max(20).nullable().optional(),
      birth_date: day.nullable().optional(),
      cpf: z.string().max(20).nullable().optional(),
      cep: z.string().max(10).nullable().optional(),
      street: z.string().max(200).nullable().optional(),
      street_number: z.string().max(20).nullable().optional(),
      complement: z.string().max(100).nullable().optional(),
      district: z.string().max(100).nullable().optional(),
      city: z.string().max(100).nullable().optional(),
      state: z.string().length(2).nullable().optional(),
      phones: z.array(z.string().max(30)).max(10).optional().describe('The main one first.'),
      emails: z.array(z.string().max(200)).max(10).optional(),
    }),
    is_versioned: true,
    answer: patient,
  },
  {
    method: 'get',
    path: '/v1/therapists',
    operation: 'therapists.list',
    scope: 'sessions:read',
    summary: 'Whose agenda there is',
    answer: z.object({
      data: z.array(z.object({ id: z.guid(), name: z.string(), council: z.string().nullable() })),
    }),
  },
  {
    method: 'get',
    path: '/v1/session-types',
    operation: 'session_types.list',
    scope: 'sessions:read',
    summary: 'What can be booked',
    answer: z.object({
      data: z.array(
        z.object({
          id: z.guid(),
          name: z.string(),
          minutes: z.number().int(),
          price_cents: z.number().int().nullable(),
          is_online: z.boolean(),
        }),
      ),
    }),
  },
  {
    method: 'get',
    path: '/v1/free-slots',
    operation: 'free_slots.list',
    scope: 'sessions:read',
    summary: 'The next free times of a therapist',
    query: z.object({
      therapist_id: id,
      minutes: z.coerce.number().int().min(5).max(720),
      after: moment.optional(),
      limit: z.coerce.number().int().min(1).max(50).optional(),
    }),
    answer: z.object({ data: z.array(z.object({ starts_at: moment, ends_at: moment })) }),
  },
  {
    method: 'get',
    path: '/v1/sessions',
    operation: 'sessions.list',
    scope: 'sessions:read',
    summary: 'Sessions by their beginning, from now on unless `from` says otherwise',
    query: z.object({
      from: moment.optional(),
      to: moment.optional(),
      therapist_id: id.optional(),
      patient_id: id.optional(),
      ...page,
    }),
    answer: listOf(session),
  },
  {
    method: 'get',
    path: '/v1/sessions/{id}',
    operation: 'sessions.get',
    scope: 'sessions:read',
    summary: 'One session',
    path_parameters: { id },
    answer: session,
  },
  {
    method: 'post',
    path: '/v1/sessions',
    operation: 'sessions.create',
    scope: 'sessions:write',
    summary: 'Books a session where the agenda is free',
    body: z.strictObject({
      therapist_id: id,
      session_type_id: id,
      starts_at: moment,
      minutes: z.number().int().min(5).max(720).optional(),
      room_id: id.optional(),
      is_online: z.boolean().optional(),
      patient_ids: z.array(id).min(1).max(50),
    }),
    answer: session,
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/move',
    operation: 'sessions.move',
    scope: 'sessions:write',
    summary: 'Moves a session; what is left out stays',
    path_parameters: { id },
    body: z.strictObject({
      version: z.number().int(),
      starts_at: moment.optional(),
      minutes: z.number().int().min(5).max(720).optional(),
      therapist_id: id.optional(),
      room_id: id.optional(),
    }),
    answer: session,
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/cancel',
    operation: 'sessions.cancel',
    scope: 'sessions:write',
    summary: 'Cancels a session',
    path_parameters: { id },
    body: z.strictObject({ version: z.number().int(), reason: z.string().max(200).optional() }),
    answer: session,
  },
  {
    method: 'get',
    path: '/v1/conversations',
    operation: 'conversations.list',
    scope: 'conversations:read',
    summary: 'Conversations, the latest first',
    query: z.object({
      status: z.enum(['open', 'finished']).optional(),
      search: z.string().max(200).optional(),
      ...page,
    }),
    answer: listOf(conversation),
  },
  {
    method: 'get',
    path: '/v1/conversations/{conversation}/messages',
    operation: 'messages.list',
    scope: 'conversations:read',
    summary: 'Messages of a conversation, the latest first',
    path_parameters: { conversation: z.string().min(1).max(200) },
    query: z.object(page),
    answer: listOf(message),
  },
  {
    method: 'post',
    path: '/v1/messages',
    operation: 'messages.send',
    scope: 'messages:send',
    summary: 'Sends a text, with the rules of the channel, credits and blocks as for a person',
    body: z.union([
      z.strictObject({ conversation: z.string().min(1).max(200), text: z.string().min(1).max(4096) }),
      z.strictObject({
        to: z.string().min(8).max(30).describe('A phone; the conversation is opened when there is none.'),
        name: z.string().max(120).optional(),
        text: z.string().min(1).max(4096),
      }),
    ]),
    answer: message,
  },
  {
    method: 'get',
    path: '/v1/tags',
    operation: 'tags.list',
    scope: 'conversations:read',
    summary: 'Tags of conversations',
    answer: z.object({
      data: z.array(z.object({ id: z.guid(), name: z.string(), color: z.string() })),
    }),
  },
  {
    method: 'post',
    path: '/v1/conversations/{conversation}/tags',
    operation: 'conversations.tag',
    scope: 'conversations:write',
    summary: 'Puts a tag on a conversation or takes it off',
    path_parameters: { conversation: z.string().min(1).max(200) },
    body: z.strictObject({ tag_id: id, on: z.boolean().optional() }),
    answer: conversation,
  },
  {
    method: 'get',
    path: '/v1/payments',
    operation: 'payments.list',
    scope: 'payments:read',
    summary: 'Payments that came in, the latest first',
    query: z.object({ from: day.optional(), to: day.optional(), ...page }),
    answer: listOf(payment),
  },
  {
    method: 'get',
    path: '/v1/webhook-endpoints',
    operation: 'webhook_endpoints.list',
    scope: 'webhooks:read',
    summary: 'Where events are sent',
    answer: z.object({ data: z.array(webhook) }),
  },
  {
    method: 'post',
    path: '/v1/webhook-endpoints',
    operation: 'webhook_endpoints.create',
    scope: 'webhooks:write',
    summary: 'Another place where events are sent; its secret is in this answer only',
    body: z.strictObject({
      url: z.string().trim().min(8).max(500),
      description: z.string().max(120).optional(),
      events: z.array(z.string().max(60)).min(1).max(50),
    }),
    answer: webhook.extend({ secret: z.string().optional() }),
  },
  {
    method: 'delete',
    path: '/v1/webhook-endpoints/{id}',
    operation: 'webhook_endpoints.delete',
    scope: 'webhooks:write',
    summary: 'Takes an endpoint away, with its log',
    path_parameters: { id },
    answer: z.object({ deleted: z.boolean() }),
  },
]

const matchers = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}))

/** The route of an address and the parts of it, or the methods that the address has. */
export function findRoute(
  method: string,
  path: string,
): { route: ApiRoute; parts: Record<string, string> } | { methods: string[] } {
  const here = matchers.flatMap(({ route, pattern }) => {
    const found = pattern.exec(path)
    return found ? [{ route, parts: decoded(found.groups ?? {}) }] : []
  })
  return (
    here.find(({ route }) => route.method === method.toLowerCase()) ?? {
      methods: here.map(({ route }) => route.method.toUpperCase()),
    }
  )
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)]
      } catch {
        return [name, value]
      }
    }),
  )
}
