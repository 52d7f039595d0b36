import { z } from 'zod'
import type { JsonObject } from '../platform/json.ts'
import { checkInput, checkOutput, type Facts, type Refusal } from './guard.ts'
import { createMinimiser, type Minimiser } from './minimise.ts'
import { rulesOf } from './prompt.ts'
import { ModelError, type ChatAnswer, type ChatMessage, type ChatTool, type Model } from './provider.ts'
import { triage, type Handoff, type Triage } from './triage.ts'

/** A passage of what the clinic has written. */
export interface Passage {
  title: string
  text: string
}

/** What the documents of the clinic say to a question; `human`: they do not hold it. */
export interface Retrieved {
  outcome: 'answer' | 'human'
  passages: readonly Passage[]
  sources: readonly object[]
}

/** What `app.begin_turn` answers for a turn that has something to think about (docs/assistant.md). */
export const turnTask = z.looseObject({
  turn: z.looseObject({ id: z.string(), text: z.string() }),
  only_risk: z.string().nullish(),
  settings: z.looseObject({
    name: z.string(),
    tone: z.string().nullish(),
    clinic_name: z.string(),
    now_local: z.string(),
    time_zone: z.string().nullish(),
  }),
  person: z.looseObject({ name: z.string().nullish(), phone: z.string().nullish() }).nullish(),
  history: z.array(z.object({ from: z.string(), text: z.string().nullish() })).default([]),
  tools: z
    .array(
      z.object({ name: z.string(), description: z.string(), parameters: z.record(z.string(), z.unknown()) }),
    )
    .default([]),
  proposal: z.looseObject({ id: z.string(), words: z.string().nullish(), state: z.string() }).nullish(),
  prompt: z.looseObject({ text: z.string() }).nullish(),
  clinic: z.record(z.string(), z.unknown()).nullish(),
})
export type TurnTask = z.infer<typeof turnTask>

/** What a turn may do; SQL decides whose data it is. */
export interface TurnPorts {
  /** Null: the clinic has none that can be used. */
  model: Model | null
  retrieve(question: string): Promise<Retrieved>
  runTool(name: string, args: JsonObject): Promise<JsonObject>
  runProposal(id: string): Promise<JsonObject>
}

/** What `app.finish_turn` takes. */
export interface TurnResult {
  outcome: 'answer' | 'refuse' | 'handoff' | 'silent'
  text?: string
  reason?: string
  summary?: string
  is_sure?: boolean
  intent?: string
  model?: string
  prompt_tokens?: number
  completion_tokens?: number
  latency_ms?: number
  sources?: readonly object[]
}

const rounds = 4
const callsAtOnce = 3
const maxTokens = 700
/** Tools whose success has changed something. */
const effects = new Set(['book_session', 'confirm_session', 'move_session', 'cancel_session', 'create_lead'])
const refusalText =
  'Nisso eu não posso ajudar. Posso ver horários, valores, pedidos ou informações da clínica para você.'
const keptText = 'Tudo bem, não mudei nada. Posso ajudar com mais alguma coisa?'

/**
 * Thinks about a turn: danger, people and the person's own yes or no are decided by rules; only then is a model asked, with
 * what the clinic has written, tools of this conversation alone and no name or number of anybody. What it answers is checked
 * before it counts. A model that is not there, refuses, runs in circles or says what it must not ends at a person.
 */
export async function thinkTurn(task: TurnTask, ports: TurnPorts): Promise<TurnResult> {
  const { text } = task.turn
  const read = triage(text)
  if (task.only_risk) return read.handoff?.urgent ? handed(read.handoff, task) : { outcome: 'silent' }
  if (read.handoff?.urgent) return handed(read.handoff, task)
  if (task.proposal?.state === 'confirmed') return await confirmed(task.proposal.id, ports)
  if (task.proposal?.state === 'refused' && read.menu === 'no')
    return { outcome: 'answer', text: keptText, is_sure: true, intent: read.intent }
  if (read.handoff) return handed(read.handoff, task)
  if (checkInput(text).isAttack)
    return { outcome: 'refuse', text: refusalText, is_sure: false, intent: read.intent }
  return await asked(task, read, ports)
}

async function confirmed(id: string, ports: TurnPorts): Promise<TurnResult> {
  const done = await ports.runProposal(id)
  const words = typeof done.words === 'string' ? done.words : ''
  if (words === '') return { outcome: 'handoff', reason: 'assistant_failed' }
  return { outcome: 'answer', text: words, is_sure: done.ok === true, intent: 'schedule' }
}

/** What a person needs to know who takes over. */
const summaryOf = (task: TurnTask) =>
  [
    task.person?.name ? `${task.person.name} escreveu:` : 'A pessoa escreveu:',
    ...task.history
      .filter(({ from }) => from === 'person')
      .slice(-3)
      .map((each) => each.text ?? ''),
    task.turn.text,
  ]
    .join('\n')
    .slice(0, 1000)

function handed({ reason, fixedText }: Handoff, task: TurnTask): TurnResult {
  const reasons: Partial<Record<Handoff['reason'], string>> = {
    risk_crisis: 'risk_self_harm',
    others_data: 'unsafe',
  }
  return {
    outcome: 'handoff',
    reason: reasons[reason] ?? reason,
    summary: summaryOf(task),
    intent: 'handoff',
    ...(fixedText === null ? {} : { text: fixedText }),
  }
}

/** What was asked of models in a turn, together. */
interface Spent {
  model: string
  prompt_tokens: number
  completion_tokens: number
  latency_ms: number
}

async function asked(task: TurnTask, read: Triage, ports: TurnPorts): Promise<TurnResult> {
  const spent: Spent = { model: '', prompt_tokens: 0, completion_tokens: 0, latency_ms: 0 }
  const toPerson = (reason: string): TurnResult => ({
    outcome: 'handoff',
    reason,
    summary: summaryOf(task),
    intent: read.intent,
    ...(spent.model === '' ? {} : spent),
  })
  const isUnclear = read.intent === 'none' && read.confidence < 1
  const looksUp = ['faq', 'catalog', 'create_lead'].includes(read.intent) || isUnclear
  const found = looksUp ? await ports.retrieve(task.turn.text) : null
  // What is not written is not known, whatever a model would say.
  if (read.intent === 'faq' && found?.outcome === 'human') return toPerson('unknown')
  if (ports.model === null) return toPerson('assistant_failed')
  try {
    const conversation = new Conversation(task, found, ports, ports.model, spent)
    const end = await conversation.run()
    if ('reason' in end) return toPerson(end.reason)
    if (read.intent === 'catalog' && found?.outcome === 'human' && !conversation.isGrounded)
      return toPerson('unknown')
    return {
      outcome: 'answer',
      text: end.text,
      is_sure: !isUnclear || conversation.isGrounded || found?.outcome === 'answer',
      intent: read.intent,
      sources: conversation.sources,
      ...spent,
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    return toPerson(error.code === 'model_refused' ? 'low_confidence' : 'assistant_failed')
  }
}

/** One exchange with a model: it asks for tools, answers, and is told once to write otherwise what may not be sent. */
class Conversation {
  /** A tool has answered something. */
  isGrounded = false
  readonly sources: object[]
  readonly #task: TurnTask
  readonly #ports: TurnPorts
  readonly #model: Model
  readonly #spent: Spent
  readonly #hidden: Minimiser
  readonly #messages: ChatMessage[]
  readonly #tools: ChatTool[]
  readonly #rules: string
  readonly #texts: string[]
  readonly #toolTexts: string[] = []
  readonly #doneTools: string[] = []

  constructor(task: TurnTask, found: Retrieved | null, ports: TurnPorts, model: Model, spent: Spent) {
    this.#task = task
    this.#ports = ports
    this.#model = model
    this.#spent = spent
    this.sources = [...(found?.sources ?? [])]
    const name = task.person?.name ?? ''
    const isName = checkInput('', [{ kind: 'profile', text: name }]).attached.length > 0
    this.#hidden = createMinimiser({ names: isName ? [name] : [], phones: [] })
    this.#rules = rulesOf(task)
    const passages = found?.passages ?? []
    this.#texts = [
      ...passages.map(({ title, text }) => `${title}\n${text}`),
      task.settings.name,
      task.settings.clinic_name,
      JSON.stringify(task.clinic ?? {}),
      name,
      ...task.history.filter(({ from }) => from !== 'person').map(({ text }) => text ?? ''),
    ]
    this.#tools = [
      ...task.tools.filter((tool) => tool.name !== 'faq'),
      {
        name: 'faq',
        description: 'Procura nos documentos da clínica a resposta a uma pergunta.',
        parameters: { type: 'object', properties: { question: { type: 'string' } }, required: ['question'] },
      },
    ]
    const history = task.history.filter(({ text }) => text && !checkInput(text).isAttack)
    this.#messages = [
      { role: 'system', content: this.#rules },
      ...(passages.length > 0
        ? [{ role: 'system' as const, content: this.#hidden.hide(quotedOf(passages)) }]
        : []),
      ...history.map(({ from, text }) => ({
        role: from === 'person' ? ('user' as const) : ('assistant' as const),
        content: this.#hidden.hide(text ?? ''),
      })),
      { role: 'user', content: this.#hidden.hide(task.turn.text) },
    ]
  }

  async run(): Promise<{ text: string } | { reason: string }> {
    let isCorrected = false
    for (let round = 0; round <= rounds; round++) {
      // After the last round it has to answer with what it has.
      const answer = await this.#ask(round < rounds ? this.#tools : [])
      if (answer.calls.length > 0 && round < rounds) {
        const end = await this.#useTools(answer)
        if (end !== null) return end
        continue
      }
      const text = this.#hidden.restore(answer.text).trim()
      if (text === '' || answer.isCut) return { reason: 'low_confidence' }
      if (/^\W*PESSOA\W*$/.test(text)) return { reason: 'unknown' }
      const checked = checkOutput(text, this.#facts())
      if (checked.ok) return { text: checked.text }
      if (isCorrected || round >= rounds) return { reason: reasonOf(checked.reason) }
      isCorrected = true
      this.#messages.push(
        { role: 'assistant', content: answer.text },
        {
          role: 'system',
          content: `Essa resposta não pode ser enviada (${checked.reason}). Escreva outra só com o que as ferramentas e os trechos dizem, ou responda PESSOA.`,
        },
      )
    }
    return { reason: 'low_confidence' }
  }

  async #ask(tools: ChatTool[]): Promise<ChatAnswer> {
    const answer = await this.#model.chat({ messages: this.#messages, tools, maxTokens })
    this.#spent.model = answer.model
    this.#spent.prompt_tokens += answer.promptTokens
    this.#spent.completion_tokens += answer.completionTokens
    this.#spent.latency_ms += answer.latencyMs
    return answer
  }

  async #useTools(answer: ChatAnswer): Promise<{ reason: string } | null> {
    this.#messages.push({
      role: 'assistant',
      content: answer.text || null,
      tool_calls: answer.calls.map(({ wire }) => wire),
    })
    for (const [at, { wire, name, args }] of answer.calls.entries()) {
      const result = at < callsAtOnce ? await this.#runTool(name, args) : { ok: false, error: 'tool_limit' }
      if (result.error === 'several_patients') return { reason: 'shared_phone' }
      if (result.error === 'lost') return { reason: 'low_confidence' }
      this.#messages.push({
        role: 'tool',
        tool_call_id: wire.id,
        content: this.#hidden.hide(JSON.stringify(result)),
      })
    }
    return null
  }

  async #runTool(name: string, args: Record<string, unknown> | null): Promise<JsonObject> {
    if (!this.#tools.some((tool) => tool.name === name)) return { ok: false, error: 'unknown_tool' }
    if (args === null) return { ok: false, error: 'bad_arguments' }
    const meant = JSON.parse(this.#hidden.restore(JSON.stringify(args))) as JsonObject
    if (name === 'faq') return await this.#lookUp(String(meant.question ?? this.#task.turn.text))
    const result = await this.#ports.runTool(name, meant)
    if (result.ok === true) {
      this.isGrounded = true
      this.#toolTexts.push(JSON.stringify(result), String(result.words ?? ''))
      if (effects.has(name) && result.needs_confirmation !== true) this.#doneTools.push(name)
    }
    return result
  }

  async #lookUp(question: string): Promise<JsonObject> {
    const found = await this.#ports.retrieve(question)
    if (found.outcome === 'human') return { ok: false, error: 'nothing_found' }
    this.isGrounded = true
    this.sources.push(...found.sources)
    this.#texts.push(...found.passages.map(({ title, text }) => `${title}\n${text}`))
    return { ok: true, data: quotedOf(found.passages) }
  }

  #facts(): Facts {
    return {
      texts: this.#texts,
      toolTexts: this.#toolTexts,
      doneTools: this.#doneTools,
      personTexts: [
        this.#task.turn.text,
        ...this.#task.history.filter(({ from }) => from === 'person').map(({ text }) => text ?? ''),
      ],
      secrets: [this.#rules],
    }
  }
}

/** Passages of documents: what they say is what they say, and never what to do. */
const quotedOf = (passages: readonly Passage[]) =>
  passages
    .map(
      ({ title, text }, at) =>
        `<trecho numero="${at + 1}" fonte="${bare(title).replaceAll('"', "'")}">\n${bare(text)}\n</trecho>`,
    )
    .join('\n')
const bare = (text: string) => text.replaceAll('<', '‹').replaceAll('>', '›')

const reasonOf = (refusal: Refusal) =>
  refusal === 'clinical' || refusal === 'promise' ? 'clinical' : 'low_confidence'
