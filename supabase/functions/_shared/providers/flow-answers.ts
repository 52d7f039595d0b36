import { isObject, listAt, textAt, type Json, type JsonObject } from '../platform/json.ts'

/** One answered field of a form (WhatsApp calls forms flows). */
interface Answer {
  name: string
  value: string
}

/** Members beside the answers, which mean nothing to a person. */
const technical = new Set(['flow_token', 'wa_flow_response_params', 'version'])

const mostAnswers = 100

/** The answers in the JSON text that came with an answered form; null when it is none. */
export function answersOf(json: string | null): Answer[] | null {
  const data = parsed(json)
  if (data === null) return null
  const pages = listAt(data, 'pages')
  const found = pages.length > 0 ? pages.flatMap(fieldsOf) : membersOf(data)
  return found.filter(({ value }) => value !== '').slice(0, mostAnswers)
}

/** An answered form as a message: a line for each answer. */
export function formContent(answers: Answer[]): {
  kind: 'form'
  body: string | null
  content: JsonObject
} {
  const lines = answers.map(({ name, value }) => `${name}: ${value}`)
  return {
    kind: 'form',
    body: lines.join('\n') || null,
    content: { answers: answers.map(({ name, value }) => ({ name, value })) },
  }
}

function parsed(json: string | null): JsonObject | null {
  try {
    const data: unknown = JSON.parse(json ?? 'null')
    return isObject(data) ? data : null
  } catch {
    return null
  }
}

/** Twilio: pages of `{name, label, value}`. */
function fieldsOf(page: Json): Answer[] {
  return listAt(page, 'fields').flatMap((field) => {
    const name = textAt(field, 'label') ?? textAt(field, 'name') ?? textAt(field, 'id')
    return name === null || technical.has(name) || !isObject(field)
      ? []
      : [{ name: readable(name), value: spoken(field.value ?? null, name) }]
  })
}

/** WhatsApp itself: one member a field. */
function membersOf(data: JsonObject): Answer[] {
  return Object.entries(data)
    .filter(([name]) => !technical.has(name))
    .flatMap(([name, value]) =>
      isObject(value) ? membersOf(value) : [{ name: readable(name), value: spoken(value, name) }],
    )
}

/** The editor of WhatsApp names fields `screen_0_Nome_completo_1` and their options `0_Particular`. */
const madeByEditor = /^screen_\d+_(.+?)_\d+$/

function readable(name: string): string {
  return (madeByEditor.exec(name)?.[1] ?? name).replaceAll('_', ' ').trim()
}

function spoken(value: Json, name: string): string {
  if (Array.isArray(value)) return value.map((item) => spoken(item, name)).join(', ')
  if (isObject(value)) return textAt(value, 'title') ?? textAt(value, 'label') ?? JSON.stringify(value)
  const text = value === null ? '' : String(value)
  return madeByEditor.test(name) ? text.replace(/^\d+_/, '').replaceAll('_', ' ') : text
}
