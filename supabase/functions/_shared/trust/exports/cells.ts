import { isObject, type Json } from '../../platform/json.ts'

/** A value as a person reads it: documents of the editor as their text, moments in the clinic's time. */
export function readable(value: Json | undefined, timeZone: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'sim' : 'não'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return moment(value, timeZone) ?? value
  if (isObject(value) && value['type'] === 'doc') return textOf(value).trim()
  return JSON.stringify(value)
}

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

function moment(text: string, timeZone: string): string | null {
  if (!isoMoment.test(text)) return null
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return null
  return date.toLocaleString('pt-BR', { timeZone, dateStyle: 'short', timeStyle: 'short' })
}

/** The text of a document of the editor, a line a block. */
function textOf(node: Json): string {
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (!isObject(node)) return ''
  if (typeof node['text'] === 'string') return node['text']
  const inner = textOf(node['content'] ?? [])
  return ['paragraph', 'heading', 'listItem', 'blockquote'].includes(String(node['type']))
    ? `${inner}\n`
    : inner
}
