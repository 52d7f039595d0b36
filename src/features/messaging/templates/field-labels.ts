import { templateTitle } from './rules'
import type { MessageTemplate } from './types'

/** As many words of the text name a field. */
const WORDS = 5
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g
/** Where a thought ends: words beyond it say nothing about the gap. */
const BREAK = /[.!?;\n]+(?:\s|$)/

type Labelled = Pick<MessageTemplate, 'body' | 'variables' | 'extras'>

/** What is known of a gap, for the label of its field: its name, or the words around it. Null where nothing is. */
export function fieldLabels(template: Labelled): Map<string, string | null> {
  const labels = new Map<string, string | null>()
  for (const { key } of template.variables) {
    const label = /^\d+$/.test(key) ? aroundGap(template, key) : templateTitle(key)
    labels.set(key, label !== null && [...labels.values()].includes(label) ? null : label)
  }
  return labels
}

/** "marcada para …", "… é o seu horário": the words before a gap, else those after it. */
function aroundGap({ body, extras }: Labelled, key: string): string | null {
  let button: string | null = null
  for (const { kind, text } of [{ kind: 'body', text: body }, ...extras]) {
    if (kind === 'button') button = text
    const around = split(text, key)
    if (!around) continue
    // The address behind a button reads badly; the button is what people know.
    if (kind === 'detail' && button !== null) return `${button}: …`
    const before = wordsOf(around.before.split(BREAK).at(-1) ?? '').slice(-WORDS)
    if (before.length > 0) return `${before.join(' ')} …`
    const after = wordsOf(around.after.split(BREAK)[0] ?? '').slice(0, WORDS)
    return after.length > 0 ? `… ${after.join(' ')}` : null
  }
  return null
}

/** The text between a gap and its neighbours on both sides. */
function split(text: string, key: string): { before: string; after: string } | null {
  const gaps = [...text.matchAll(PLACEHOLDER)]
  const at = gaps.findIndex(([, found]) => found === key)
  const gap = gaps[at]
  if (!gap) return null
  const [previous, next] = [gaps[at - 1], gaps[at + 1]]
  return {
    before: text.slice(previous ? previous.index + previous[0].length : 0, gap.index),
    after: text.slice(gap.index + gap[0].length, next?.index),
  }
}

/** Words with letters or digits, without WhatsApp's marks; a comma at the end of the first or last says nothing. */
function wordsOf(text: string): string[] {
  return text
    .replace(/[*_~`]/g, '')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
}
