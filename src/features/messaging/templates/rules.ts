import { foldText } from '@/lib/fold-text'
import { firstNameOf } from '@/lib/format'
import type { MessageTemplate, TemplateMessage, TemplateVariable } from './types'

/** What one gap may hold. */
export const MAX_VALUE_LENGTH = 500
/** After so long the list is looked up again when it is opened. */
const STALE_MS = 10 * 60_000

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

export type TemplateValues = Readonly<Record<string, string>>

/** Characters that turn the direction of a text; the database refuses them. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g
/** A text that shows nothing. */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** A value as it is sent: one line, single spaces, nothing around it. */
function cleanValue(value: string | undefined): string {
  const line = (value ?? '')
    .replace(TURNS, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return INVISIBLE.test(line) ? '' : line
}

/** The values of a template's own gaps as they are sent. */
function cleanValues(template: Pick<MessageTemplate, 'variables'>, values: TemplateValues) {
  return Object.fromEntries(template.variables.map(({ key }) => [key, cleanValue(values[key])]))
}

/** The gaps that still wait for a text, in order of appearance. */
export function missingVariables(
  template: Pick<MessageTemplate, 'variables'>,
  values: TemplateValues,
): TemplateVariable[] {
  return template.variables.filter(({ key }) => cleanValue(values[key]) === '')
}

/** The text with its gaps filled in, in one pass; `gap` says what stands where nothing was written yet. */
export function renderTemplate(
  body: string,
  values: TemplateValues,
  gap: (key: string, placeholder: string) => string = (_, placeholder) => placeholder,
): string {
  return body.replace(
    PLACEHOLDER,
    (placeholder, key: string) => cleanValue(values[key]) || gap(key, placeholder),
  )
}

/** Characters that no text uses: each stands for an open gap while WhatsApp's marks are read around it. */
const FIRST_GAP = 0xe000
const GAPS = /([\uE000-\uF8FF])/u

/** A text whose open gaps are one character each, and their keys in order. */
export function withGaps(body: string, values: TemplateValues): { text: string; gaps: string[] } {
  const gaps: string[] = []
  const text = renderTemplate(body, values, (key) => String.fromCharCode(FIRST_GAP + gaps.push(key) - 1))
  return { text, gaps }
}

/** A piece of such a text: words, or an open gap. */
export type TemplatePiece = { text: string } | { gap: string }

/** Takes a piece of such a text apart again. */
export function splitGaps(text: string, gaps: readonly string[]): TemplatePiece[] {
  return text
    .split(GAPS)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const gap = GAPS.test(piece) ? gaps[piece.charCodeAt(0) - FIRST_GAP] : undefined
      return gap === undefined ? { text: piece } : { gap }
    })
}

/** Whether the text, filled in, is longer than the channel takes. */
export function isTooLong(body: string, max: number): boolean {
  return [...body].length > max
}

/** The message to send; null while something is missing or too long. */
export function templateMessage(
  template: MessageTemplate,
  values: TemplateValues,
  max: number,
): TemplateMessage | null {
  const variables = cleanValues(template, values)
  const body = renderTemplate(template.body, variables)
  if (missingVariables(template, variables).length > 0 || isTooLong(body, max)) return null
  return { template: { id: template.id, variables }, body }
}

/** "Ana" or "Maria Clara", with "Dra." before it or not: an example that stands for the patient's name. */
const NAME = /^(?:\p{Lu}\p{Ll}{0,3}\.\s)?\p{Lu}[\p{L}'’-]*\p{Ll}(?:\s\p{Lu}[\p{L}'’-]*\p{Ll}){0,2}$/u

/** What may stand before the name of whoever is greeted: nothing, or a greeting. */
const GREETING =
  /^(?:(?:ola|oi+e?|bom dia|boa tarde|boa noite|prezad[oa]|car[oa]|querid[oa]|hello|hi|hey|dear|good (?:morning|afternoon|evening))\b)?[\s\p{P}\p{S}]*$/u

/**
 * What can be filled in already: a gap that greets the patient, if its example is a name. "Sua consulta com {{1}}" may
 * have a name for its example as well, but that of somebody else.
 */
export function initialValues(
  { body, variables }: Pick<MessageTemplate, 'body' | 'variables'>,
  contactName: string | null,
): Record<string, string> {
  const name = firstNameOf(contactName ?? '')
  const [before, key] = /^([^{]*)\{\{\s*(\w+)\s*\}\}/.exec(body)?.slice(1) ?? []
  const gap = variables.find((variable) => variable.key === key)
  const greets = GREETING.test(foldText(before ?? '').replace(/^[\s\p{P}\p{S}]+/u, ''))
  return gap && greets && name !== '' && NAME.test(gap.example) ? { [gap.key]: name } : {}
}

/** Whether somebody wrote what would be lost: more, or other, than what was filled in already. */
export function isTouched(
  template: Pick<MessageTemplate, 'body' | 'variables'>,
  values: TemplateValues,
  contactName: string | null,
): boolean {
  const initial = initialValues(template, contactName)
  return template.variables.some(({ key }) => cleanValue(values[key]) !== cleanValue(initial[key]))
}

/** "confirmacao_consulta" as people read it. */
export function templateTitle(name: string): string {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Templates whose name or text holds every word that is searched for. */
export function searchTemplates(templates: MessageTemplate[], search: string): MessageTemplate[] {
  const words = foldText(search).split(/\s+/).filter(Boolean)
  return templates.filter(({ name, body }) => {
    const text = foldText(`${templateTitle(name)} ${name} ${body}`)
    return words.every((word) => text.includes(word))
  })
}

/** Whether a template can be sent now. */
export function isSendable({ status }: Pick<MessageTemplate, 'status'>): boolean {
  return status === 'approved'
}

/** When the provider was asked last; null when that is not known. */
export function newestSync(templates: MessageTemplate[]): string | null {
  return templates.reduce<string | null>(
    (newest, { synced_at }) => (newest === null || synced_at > newest ? synced_at : newest),
    null,
  )
}

/** Whether the stored list may have been overtaken by what WhatsApp decided since. */
export function isStale(templates: MessageTemplate[], now: number): boolean {
  const newest = newestSync(templates)
  return newest === null || now - Date.parse(newest) > STALE_MS
}
