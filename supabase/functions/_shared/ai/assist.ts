import { z } from 'zod'
import { assistRules, type AssistWish } from './assist-rules.ts'
import { checkDraft, checkInput, checkOutput, type OutputCheck } from './guard.ts'
import { quoted } from './knowledge/retrieve.ts'
import { createMinimiser, type Minimiser } from './minimise.ts'
import { ModelError, type ChatMessage, type Model } from './provider.ts'
import { triage } from './triage.ts'
import type { Retrieved } from './turn.ts'

/** What `app.begin_assist` answers (docs/assistant.md). */
export const assistTask = z.looseObject({
  assist: z.object({ id: z.string(), kind: z.string() }),
  settings: z.looseObject({ clinic_name: z.string(), now_local: z.string(), time_zone: z.string().nullish() }),
  history: z
    .array(z.looseObject({ from: z.string(), text: z.string().nullish(), author: z.string().nullish() }))
    .default([]),
  names: z.array(z.string()).default([]),
  clinic: z.record(z.string(), z.unknown()).nullish(),
})
export type AssistTask = z.infer<typeof assistTask>

export interface AssistPorts {
  model: Model
  retrieve(question: string): Promise<Retrieved>
  now(): number
}

/** How it ended; the numbers are for `app.finish_assist`. */
export interface AssistEnd {
  state: 'done' | 'refused' | 'failed' | 'cancelled'
  /** Of what was refused why, of a failure the code of the model. */
  reason: string | null
  text: string
  sources: readonly object[]
  model: string
  prompt_tokens: number
  completion_tokens: number
  latency_ms: number
}

const maxTokens: Readonly<Record<AssistWish['kind'], number>> = {
  reply: 500,
  summary: 500,
  rewrite: 1500,
  translate: 1500,
  note: 2000,
}
const longest = 12_000

/**
 * Helps a person of the clinic: what it answers comes sentence by sentence, each checked with all that stood before it, and ends
 * with how it went. Names and numbers of people leave as marks and come back as themselves. What was refused behind sentences that
 * were shown says so at the end: then they count no more.
 */
export async function* assist(
  task: AssistTask,
  wish: AssistWish,
  ports: AssistPorts,
  signal: AbortSignal,
): AsyncGenerator<string, AssistEnd> {
  const begun = ports.now()
  const end: AssistEnd = {
    state: 'done',
    reason: null,
    text: '',
    sources: [],
    model: '',
    prompt_tokens: 0,
    completion_tokens: 0,
    latency_ms: 0,
  }
  const ended = (state: AssistEnd['state'], reason: string | null = null, text = ''): AssistEnd => {
    Object.assign(end, { state, reason, text, latency_ms: Math.max(0, Math.round(ports.now() - begun)) })
    return end
  }
  const read = await prepared(task, wish, ports)
  if ('fixed' in read) {
    if (read.fixed === null) return ended('refused', 'nothing_found')
    yield read.fixed
    return ended('done', null, read.fixed)
  }
  end.sources = read.sources
  const request = { messages: read.messages, maxTokens: maxTokens[wish.kind] }
  let raw = ''
  let shown = ''
  /** The text as it may be shown, up to a place of what the model wrote. */
  const checked = (upTo: number): OutputCheck => read.check(read.hidden.restore(raw.slice(0, upTo)))
  try {
    const pieces = ports.model.stream(request, signal)
    for (;;) {
      const next = await pieces.next()
      if (next.done) {
        end.model = next.value.model
        end.prompt_tokens += next.value.promptTokens
        end.completion_tokens += next.value.completionTokens
        if (next.value.isCut) return ended('refused', 'too_long')
        break
      }
      if (signal.aborted) return ended('cancelled')
      raw += next.value
      // counted as it comes: whoever stops in the middle has used it
      end.model ||= '-'
      const upTo = lastEnd(raw)
      if (upTo > 0) {
        const so = checked(upTo)
        if (!so.ok) {
          await pieces.return(null as never).catch(() => undefined)
          return ended('refused', so.reason)
        }
        if (so.text.length > shown.length && so.text.startsWith(shown)) {
          yield so.text.slice(shown.length)
          shown = so.text
        }
      }
      if (raw.length > longest) return ended('refused', 'too_long')
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    if (signal.aborted) return ended('cancelled')
    if (shown !== '' || !isWorthWhole(error)) return ended('failed', error.code)
    // an endpoint that breaks while it streams may answer at once, or its second model does
    const whole = await ports.model.chat(request, signal).catch((again: unknown) => {
      if (again instanceof ModelError) return again
      throw again
    })
    if (whole instanceof ModelError) return ended(signal.aborted ? 'cancelled' : 'failed', whole.code)
    raw = whole.text
    end.model = whole.model
    end.prompt_tokens += whole.promptTokens
    end.completion_tokens += whole.completionTokens
    if (whole.isCut) return ended('refused', 'too_long')
  } finally {
    if (end.model === '-' || (end.model === '' && raw !== '')) countRead(end, read.messages, raw)
  }
  if (wish.kind === 'reply' && /^\W*PESSOA\W*$/.test(raw)) return ended('refused', 'nothing_found')
  const last = checked(raw.length)
  if (!last.ok) return ended('refused', last.reason)
  if (last.text.startsWith(shown)) {
    if (last.text.length > shown.length) yield last.text.slice(shown.length)
  }
  return ended('done', null, last.text)
}

/** Where nothing was counted: four characters are a token, about. */
function countRead(end: AssistEnd, messages: readonly ChatMessage[], raw: string): void {
  end.model = ''
  end.prompt_tokens += Math.ceil(JSON.stringify(messages).length / 4)
  end.completion_tokens += Math.ceil(raw.length / 4)
}

const isWorthWhole = ({ code }: ModelError) =>
  ['model_unavailable', 'model_bad_answer', 'model_rate_limited', 'model_not_found'].includes(code)

/** Behind the last sentence or line that is whole; 0 where none is. */
function lastEnd(text: string): number {
  let at = 0
  for (const match of text.matchAll(/[.!?…][)"'”’]*\s|\n/g)) at = match.index + match[0].length
  return at
}

interface Prepared {
  messages: ChatMessage[]
  hidden: Minimiser
  sources: readonly object[]
  check(text: string): OutputCheck
}

/** What is asked of the model; or a text that needs none, and null where nothing can be said. */
async function prepared(
  task: AssistTask,
  wish: AssistWish,
  ports: AssistPorts,
): Promise<Prepared | { fixed: string | null }> {
  const names = task.names.filter((name) => checkInput('', [{ kind: 'profile', text: name }]).attached.length > 0)
  const hidden = createMinimiser({ names, phones: [] })
  const rules = assistRules(wish, task)
  const system: ChatMessage = { role: 'system', content: rules }
  if (wish.kind !== 'reply' && wish.kind !== 'summary') {
    const isPortuguese = wish.kind !== 'translate'
    return {
      messages: [system, { role: 'user', content: hidden.hide(wish.text) }],
      hidden,
      sources: [],
      check: (text) => checkDraft(text, { texts: [wish.text], secrets: [rules], isPortuguese, longest: 8000 }),
    }
  }
  const history = task.history.flatMap(({ from, text, author }) =>
    text && !checkInput(text).isAttack ? [{ from, text, author: author ?? null }] : [],
  )
  if (!history.some(({ from }) => from === 'person')) return { fixed: null }
  if (wish.kind === 'summary') {
    const told = { person: 'Pessoa', assistant: 'Assistente', clinic: 'Clínica' } as Record<string, string>
    const lines = history.map(({ from, text, author }) => `${author ?? told[from] ?? from}: ${text}`)
    const texts = [...lines, task.settings.now_local]
    return {
      messages: [system, { role: 'user', content: hidden.hide(lines.join('\n')) }],
      hidden,
      sources: [],
      check: (text) => checkDraft(text, { texts, secrets: [rules], isPortuguese: true, longest: 3000 }),
    }
  }
  const question = questionOf(history)
  const { handoff } = triage(question)
  if (handoff?.urgent && handoff.fixedText) return { fixed: handoff.fixedText }
  const found = await ports.retrieve(question.slice(0, 500))
  const facts = {
    texts: [
      ...found.passages.map(({ title, text }) => `${title}\n${text}`),
      task.settings.clinic_name,
      JSON.stringify(task.clinic ?? {}),
      ...names,
      ...history.filter(({ from }) => from !== 'person').map(({ text }) => text),
    ],
    toolTexts: [],
    doneTools: [],
    personTexts: history.filter(({ from }) => from === 'person').map(({ text }) => text),
    secrets: [rules],
  }
  return {
    messages: [
      system,
      ...(found.passages.length > 0
        ? [{ role: 'system' as const, content: hidden.hide(quoted(found.passages)) }]
        : []),
      ...history.map(({ from, text }) => ({
        role: from === 'person' ? ('user' as const) : ('assistant' as const),
        content: hidden.hide(text),
      })),
      ...(history.at(-1)?.from === 'person'
        ? []
        : [{ role: 'system' as const, content: 'A clínica escreveu por último: sugira como ela continua.' }]),
    ],
    hidden,
    sources: found.sources,
    check: (text) => checkOutput(text, facts),
  }
}

/** What the person wrote since the clinic wrote last; what they wrote last, where the clinic has the last word. */
function questionOf(history: readonly { from: string; text: string }[]): string {
  const lastOwn = history.findLastIndex(({ from }) => from !== 'person')
  const since = history.slice(lastOwn + 1)
  const asked = since.length > 0 ? since : history.filter(({ from }) => from === 'person').slice(-1)
  return asked.map(({ text }) => text).join('\n')
}
