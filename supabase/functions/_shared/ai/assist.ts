import { z } from 'zod'
import { assistRules, type AssistWish } from './assist-rules.ts'
import { checkDraft, checkInput, checkOutput, type OutputCheck } from './guard.ts'
import { quoted } from './knowledge/retrieve.ts'
import { createMinimiser, type Minimiser } from './minimise.ts'
import { ModelError, type ChatMessage, type ChatRequest, type Model, type StreamEnd } from './provider.ts'
import { triage } from './triage.ts'
import type { Retrieved } from './turn.ts'

/** What `app.begin_assist` answers (docs/assistant.md). */
export const assistTask = z.looseObject({
  assist: z.object({ id: z.string(), kind: z.string() }),
  settings: z.looseObject({
    clinic_name: z.string(),
    now_local: z.string(),
    time_zone: z.string().nullish(),
  }),
  history: z
    .array(z.looseObject({ from: z.string(), text: z.string().nullish(), author: z.string().nullish() }))
    .default([]),
  names: z.array(z.string()).default([]),
  clinic: z.record(z.string(), z.unknown()).nullish(),
})
export type AssistTask = z.infer<typeof assistTask>

interface AssistPorts {
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
  const ended = (stop: Stop, more: Partial<AssistEnd> = {}): AssistEnd => ({
    text: '',
    sources: [],
    model: '',
    prompt_tokens: 0,
    completion_tokens: 0,
    ...more,
    ...stop,
    latency_ms: Math.max(0, Math.round(ports.now() - begun)),
  })
  const read = await prepared(task, wish, ports)
  if ('fixed' in read) {
    if (read.fixed === null) return ended(refused('nothing_found'))
    yield read.fixed
    return ended(done, { text: read.fixed })
  }
  const draft = new Draft(read, ports.model, maxTokens[wish.kind])
  const stop = (yield* draft.written(signal)) ?? draft.lastStop(wish.kind === 'reply')
  if (stop) return ended(stop, draft.used())
  const { text, rest } = draft.last()
  if (rest !== '') yield rest
  return ended(done, { ...draft.used(), text, sources: read.sources })
}

type Stop = Pick<AssistEnd, 'state' | 'reason'>
const done: Stop = { state: 'done', reason: null }
const cancelled: Stop = { state: 'cancelled', reason: null }
const refused = (reason: string): Stop => ({ state: 'refused', reason })
const failed = ({ code }: ModelError): Stop => ({ state: 'failed', reason: code })

/** What a model writes, and what of it may be shown. */
class Draft {
  #raw = ''
  #shown = ''
  /** Null where nothing was counted: what was stopped in the middle was used all the same. */
  #counted: StreamEnd | null = null
  readonly #read: Prepared
  readonly #model: Model
  readonly #request: ChatRequest

  constructor(read: Prepared, model: Model, most: number) {
    this.#read = read
    this.#model = model
    this.#request = { messages: read.messages, maxTokens: most }
  }

  /** Sentence by sentence; why it ended before its end, or null. */
  async *written(signal: AbortSignal): AsyncGenerator<string, Stop | null> {
    const pieces = this.#model.stream(this.#request, signal)
    try {
      for (;;) {
        const next = await pieces.next()
        if (next.done) {
          this.#counted = next.value
          return next.value.isCut ? refused('too_long') : null
        }
        if (signal.aborted) return cancelled
        this.#raw += next.value
        if (this.#raw.length > longest) return refused('too_long')
        const whole = lastEnd(this.#raw)
        const checked = whole > 0 ? this.#checked(whole) : null
        if (checked?.ok === false) return refused(checked.reason)
        if (checked?.ok && checked.text.length > this.#shown.length && checked.text.startsWith(this.#shown)) {
          yield checked.text.slice(this.#shown.length)
          this.#shown = checked.text
        }
      }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      if (signal.aborted) return cancelled
      return this.#shown === '' && isWorthWhole(error) ? await this.#askWhole(signal) : failed(error)
    } finally {
      await pieces.return(null as never).catch(() => undefined)
    }
  }

  /** An endpoint that breaks while it streams may answer at once, or its second model does. */
  async #askWhole(signal: AbortSignal): Promise<Stop | null> {
    try {
      const whole = await this.#model.chat(this.#request, signal)
      this.#raw = whole.text
      this.#counted = whole
      return whole.isCut ? refused('too_long') : null
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      return signal.aborted ? cancelled : failed(error)
    }
  }

  /** The text as it may be shown, up to a place of what the model wrote. */
  #checked(upTo: number): OutputCheck {
    return this.#read.check(this.#read.hidden.restore(this.#raw.slice(0, upTo)))
  }

  /** Why the whole may not be shown, or null. */
  lastStop(isReply: boolean): Stop | null {
    if (isReply && /^\W*PESSOA\W*$/.test(this.#raw)) return refused('nothing_found')
    const checked = this.#checked(this.#raw.length)
    return checked.ok ? null : refused(checked.reason)
  }

  /** The whole, and what of it was not shown. */
  last(): { text: string; rest: string } {
    const checked = this.#checked(this.#raw.length)
    const text = checked.ok ? checked.text : ''
    return { text, rest: text.startsWith(this.#shown) ? text.slice(this.#shown.length) : '' }
  }

  /** What was used; where the endpoint counted nothing, four characters are a token, about. */
  used(): Partial<AssistEnd> {
    if (this.#counted)
      return {
        model: this.#counted.model,
        prompt_tokens: this.#counted.promptTokens,
        completion_tokens: this.#counted.completionTokens,
      }
    if (this.#raw === '') return {}
    return {
      prompt_tokens: Math.ceil(JSON.stringify(this.#request.messages).length / 4),
      completion_tokens: Math.ceil(this.#raw.length / 4),
    }
  }
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
  const names = task.names.filter(
    (name) => checkInput('', [{ kind: 'profile', text: name }]).attached.length > 0,
  )
  const hidden = createMinimiser({ names, phones: [] })
  const rules = assistRules(wish, task)
  const system: ChatMessage = { role: 'system', content: rules }
  if (wish.kind !== 'reply' && wish.kind !== 'summary') {
    const isPortuguese = wish.kind !== 'translate'
    return {
      messages: [system, { role: 'user', content: hidden.hide(wish.text) }],
      hidden,
      sources: [],
      check: (text) =>
        checkDraft(text, { texts: [wish.text], secrets: [rules], isPortuguese, longest: 8000 }),
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
