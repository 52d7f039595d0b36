import { isObject, listAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { ListedTemplate } from '../../messaging/types.ts'

const statuses: Record<string, ListedTemplate['status']> = {
  APPROVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  ARCHIVED: 'disabled',
  PENDING_DELETION: 'disabled',
  DELETED: 'disabled',
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g

/** Variables of a title or a button are counted apart from those of the text: here each has a name of its own. */
const titlePrefix = 'title_'
const buttonPrefix = (place: number) => `button${place}_`

/** The templates on a page of `message_templates` that can be sent as a message with a text. */
export function cloudTemplatesOn(page: unknown): ListedTemplate[] {
  return listAt(page, 'data')
    .filter(isObject)
    .flatMap((template) => templateOf(template) ?? [])
}

/** What asks for the next page; null on the last one. The address itself is not followed: it could be anybody's. */
export function nextCursorOf(page: unknown): string | null {
  const paging = objectAt(page, 'paging')
  return textAt(paging, 'next') === null ? null : textAt(objectAt(paging, 'cursors'), 'after')
}

function templateOf(template: JsonObject): ListedTemplate | null {
  const parts = listAt(template, 'components').filter(isObject)
  const part = (type: string) => parts.find((one) => textAt(one, 'type')?.toUpperCase() === type)
  const body = textAt(part('BODY'), 'text')
  const id = textAt(template, 'id')
  const name = textAt(template, 'name')
  if (body === null || id === null || name === null || !/^\d{1,32}$/.test(id)) return null
  const header = part('HEADER')
  const format = textAt(header, 'format')?.toUpperCase() ?? 'TEXT'
  // A title with a file, or a code for signing in, is not something that a clinic writes by hand.
  const isPlain = header === undefined || format === 'TEXT'
  const category = textAt(template, 'category')?.toLowerCase() ?? null
  if (!isPlain || category === 'authentication') return null
  const title = textAt(header, 'text')
  const extras: ListedTemplate['extras'] = []
  const texts: string[] = [body]
  if (title !== null) {
    const shown = renamed(title, titlePrefix)
    extras.push({ kind: 'title', text: shown })
    texts.push(shown)
  }
  const footer = textAt(part('FOOTER'), 'text')
  if (footer !== null) extras.push({ kind: 'footer', text: footer })
  for (const [place, button] of listAt(part('BUTTONS'), 'buttons').filter(isObject).entries()) {
    const label = textAt(button, 'text')
    if (label !== null) extras.push({ kind: 'button', text: label })
    const url = renamed(textAt(button, 'url') ?? '', buttonPrefix(place))
    if (keysIn(url).length > 0) {
      extras.push({ kind: 'detail', text: url })
      texts.push(url)
    }
  }
  const examples = examplesOf(part('BODY'))
  return {
    external_id: id,
    name,
    language: textAt(template, 'language') ?? '',
    category,
    body,
    variables: [...new Set(texts.flatMap(keysIn))].map((key) => ({ key, example: examples.get(key) ?? '' })),
    extras,
    status: statuses[textAt(template, 'status') ?? ''] ?? 'unsubmitted',
    rejection_reason: rejectionOf(template),
  }
}

function rejectionOf(template: JsonObject): string | null {
  const reason = textAt(template, 'rejected_reason')
  return reason === 'NONE' ? null : reason
}

/** The values of a template as WhatsApp takes them. Variables are numbered or named, as the template was made. */
export function templateComponents(variables: Record<string, string>): JsonObject[] {
  const entries = Object.entries(variables)
  const title = entries.filter(([key]) => key.startsWith(titlePrefix))
  const buttons = entries.flatMap(([key, text]) => {
    const match = /^button(\d+)_/.exec(key)
    return match ? [{ index: match[1] ?? '0', text }] : []
  })
  const body = entries.filter(([key]) => !key.startsWith(titlePrefix) && !/^button\d+_/.test(key))
  return [
    ...(title.length > 0
      ? [
          {
            type: 'header',
            parameters: title.map(([key, text]) => parameter(key.slice(titlePrefix.length), text)),
          },
        ]
      : []),
    ...(body.length > 0
      ? [{ type: 'body', parameters: inOrder(body).map(([key, text]) => parameter(key, text)) }]
      : []),
    ...buttons.map(({ index, text }) => ({
      type: 'button',
      sub_type: 'url',
      index,
      parameters: [{ type: 'text', text }],
    })),
  ]
}

/** Numbered ones go by their number, whatever order they were given in. */
function inOrder(entries: [string, string][]): [string, string][] {
  return entries.every(([key]) => /^\d+$/.test(key))
    ? entries.toSorted(([left], [right]) => Number(left) - Number(right))
    : entries
}

function parameter(key: string, text: string): JsonObject {
  return { type: 'text', ...(/^\d+$/.test(key) ? {} : { parameter_name: key }), text }
}

function examplesOf(body: JsonObject | undefined): Map<string, string> {
  const example = objectAt(body, 'example')
  const named = listAt(example, 'body_text_named_params')
    .filter(isObject)
    .map((one): [string, string] => [textAt(one, 'param_name') ?? '', textAt(one, 'example') ?? ''])
  const first = listAt(example, 'body_text')[0]
  const numbered = (Array.isArray(first) ? first : []).map((text, place): [string, string] => [
    String(place + 1),
    typeof text === 'string' ? text : '',
  ])
  return new Map([...named, ...numbered])
}

function renamed(text: string, prefix: string): string {
  return text.replace(placeholder, (_, key: string) => `{{${prefix}${key}}}`)
}

function keysIn(text: string): string[] {
  return [...text.matchAll(placeholder)].flatMap(([, key]) => key ?? [])
}
