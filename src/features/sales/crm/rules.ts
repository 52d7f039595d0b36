import type { CustomField, CustomValue, CustomValues, Deal, Pipeline, Stage } from './types'

/** "1.234,56" as cents; null for what is no amount. */
export function typedCents(text: string): number | null {
  const plain = text.replace('R$', '').replaceAll(/\s/g, '')
  if (plain === '') return 0
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?$/.exec(plain.replace(/\.(\d{1,2})$/, ',$1'))
  if (!match) return null
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Cents as a person types them. */
export function centsText(cents: number): string {
  return cents === 0 ? '' : (cents / 100).toFixed(2).replace('.', ',')
}

/** What a form holds of the clinic's fields: texts, because controls know nothing else. */
export type CustomDraft = Record<string, string>

/** The stored values as the form holds them. */
export function customDraft(fields: readonly CustomField[], values: CustomValues): CustomDraft {
  return Object.fromEntries(
    fields.map(({ id, type }) => {
      const value = values[id]
      return [id, value === undefined ? '' : type === 'boolean' ? (value ? 'yes' : 'no') : String(value)]
    }),
  )
}

/** What is sent of the clinic's fields: values of the type of each field, without the empty ones. */
export function customToSend(fields: readonly CustomField[], draft: CustomDraft): CustomValues {
  const sent: CustomValues = {}
  for (const { id, type } of fields) {
    const text = (draft[id] ?? '').trim()
    if (text === '') continue
    sent[id] = valueOf(type, text)
  }
  return sent
}

function valueOf(type: CustomField['type'], text: string): CustomValue {
  if (type === 'boolean') return text === 'yes'
  if (type !== 'number') return text
  const number = Number(text.replace(',', '.'))
  // what is no number is told by the database
  return Number.isFinite(number) ? number : text
}

/** Ids of required fields that are empty. */
export function missingFields(fields: readonly CustomField[], draft: CustomDraft): string[] {
  return fields.filter(({ id, is_required }) => is_required && !(draft[id] ?? '').trim()).map(({ id }) => id)
}

/** The pipeline that the address names, or else the first. */
export function chosenPipeline(pipelines: readonly Pipeline[], id: unknown): Pipeline | undefined {
  return pipelines.find((one) => one.id === id) ?? pipelines[0]
}

/** A deal as it stands on another stage, before the server has said so. */
export function movedDeal(deal: Deal, stage: Stage, now: string): Deal {
  return {
    ...deal,
    stage_id: stage.id,
    stage_name: stage.name,
    probability: stage.probability,
    stage_since: now,
    is_rotting: false,
  }
}

/** Whole days since a moment. */
export function daysSince(moment: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(moment)) / 86_400_000))
}

/** What a clinic pastes into its page: the form in a frame, which gets the UTM values of the page's address. */
export function embedCode(url: string, formId: string, title: string): string {
  const address = `${url}/functions/v1/lead-form?form=${formId}`
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const script =
    `(function(){var q=new URLSearchParams(location.search),u=${JSON.stringify(address)};` +
    `["source","medium","campaign","term","content"].forEach(function(k){var v=q.get("utm_"+k);if(v)u+="&utm_"+k+"="+encodeURIComponent(v)});` +
    `document.getElementById("zelo-${formId}").src=u})()`
  const frame = `<iframe id="zelo-${formId}" title="${name}" style="width:100%;height:640px;border:0"></iframe>`
  return `${frame}<script>${script}</${'script'}>`
}

/** The filters by a clinic's own fields as they stand in an address: {field id: value}; undefined when there is none. */
export function customOf(text: string): Record<string, string | boolean> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const entries = Object.entries(value).filter(
      ([, one]) => typeof one === 'string' || typeof one === 'boolean',
    )
    // only texts and answers are left
    return entries.length > 0 ? (Object.fromEntries(entries) as Record<string, string | boolean>) : undefined
  } catch {
    return undefined
  }
}
