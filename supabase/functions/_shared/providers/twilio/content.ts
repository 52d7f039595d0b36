import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from '../../platform/json.ts'
import type { ListedTemplate } from '../../messaging/types.ts'

/** Kinds of content with a text of their own; a code for signing in is not something that a clinic writes. */
const textTypes = [
  'twilio/text',
  'twilio/quick-reply',
  'twilio/call-to-action',
  'twilio/list-picker',
  'twilio/card',
  'whatsapp/card',
  'twilio/media',
]

const statuses: Record<string, ListedTemplate['status']> = {
  approved: 'approved',
  received: 'pending',
  pending: 'pending',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g

/** The templates on a page of `ContentAndApprovals` that can be sent as a message with a text. */
export function templatesOn(page: unknown): ListedTemplate[] {
  return listAt(page, 'contents')
    .filter(isObject)
    .flatMap((content) => templateOf(content) ?? [])
}

/** What asks for the next page; null on the last one. The address itself is not followed: it could be anybody's. */
export function nextPageOf(page: unknown): URLSearchParams | null {
  const next = textAt(objectAt(page, 'meta'), 'next_page_url')
  return next !== null && URL.canParse(next) ? new URL(next).searchParams : null
}

function templateOf(content: JsonObject): ListedTemplate | null {
  const externalId = /^HX[0-9a-zA-Z]{30,32}$/.exec(textAt(content, 'sid') ?? '')?.[0]
  const approval = objectAt(content, 'approval_requests')
  const type = typeOf(content, approval)
  const body = textAt(type, 'body')
  if (externalId === undefined || body === null) return null
  return {
    external_id: externalId,
    name: textAt(content, 'friendly_name') ?? textAt(approval, 'name') ?? externalId,
    language: textAt(content, 'language') ?? '',
    category: textAt(approval, 'category')?.toLowerCase() ?? null,
    body,
    variables: variablesOf(type, body, objectAt(content, 'variables')),
    extras: extrasOf(type),
    status: statuses[textAt(approval, 'status') ?? ''] ?? 'unsubmitted',
    rejection_reason: textAt(approval, 'rejection_reason'),
  }
}

/** The kind that WhatsApp was asked about, else the first one with a text. */
function typeOf(content: JsonObject, approval: JsonObject): JsonObject {
  const types = objectAt(content, 'types')
  const submitted = textAt(approval, 'content_type')
  const known = submitted === null ? textTypes : textTypes.filter((name) => name === submitted)
  return known.map((name) => objectAt(types, name)).find((type) => textAt(type, 'body') !== null) ?? {}
}

/** Those of the text in its order, then those of titles and links: left empty they would go out as their examples. */
function variablesOf(type: JsonObject, body: string, examples: JsonObject): ListedTemplate['variables'] {
  const keys = new Set([body, ...textsIn(type)].flatMap((text) => keysIn(text)))
  return [...keys].map((key) => ({ key, example: textAt(examples, key) ?? '' }))
}

/** In the order in which WhatsApp shows them: each button with the address behind it, when that has variables. */
function extrasOf(type: JsonObject): ListedTemplate['extras'] {
  const extras: ListedTemplate['extras'] = []
  const add = (kind: ListedTemplate['extras'][number]['kind'], text: string | null) => {
    if (text !== null) extras.push({ kind, text })
  }
  add('title', textAt(type, 'title') ?? textAt(type, 'header_text'))
  add('footer', textAt(type, 'subtitle') ?? textAt(type, 'footer'))
  add('button', textAt(type, 'button'))
  for (const action of listAt(type, 'actions').filter(isObject)) {
    add('button', textAt(action, 'title'))
    for (const text of textsIn({ ...action, title: null })) if (keysIn(text).length > 0) add('detail', text)
  }
  const shown = new Set([textAt(type, 'body'), ...extras.map(({ text }) => text)])
  for (const text of textsIn(type)) if (keysIn(text).length > 0 && !shown.has(text)) add('detail', text)
  return extras
}

function keysIn(text: string): string[] {
  return [...text.matchAll(placeholder)].flatMap(([, key]) => key ?? [])
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
