import type { WeekHours } from '@/features/messaging/autoreply'

export const modes = ['off', 'test', 'people', 'all'] as const
export type Mode = (typeof modes)[number]
export const tones = ['warm', 'plain', 'formal'] as const
export const hoursKinds = ['always', 'open', 'closed', 'custom'] as const
export const intents = [
  'create_lead',
  'schedule',
  'check_order',
  'catalog',
  'faq',
  'handoff',
  'none',
] as const
export const turnStates = ['answered', 'handed', 'skipped', 'failed', 'tested'] as const

/** How the assistant of a clinic behaves. Money in cents; prices are of a million tokens. */
export interface AssistantSettings {
  mode: Mode
  name: string
  greeting: string | null
  tone: (typeof tones)[number]
  hours: (typeof hoursKinds)[number]
  custom_hours: WeekHours
  monthly_budget_cents: number
  turns_per_day: number
  person_turns_per_day: number
  quiet_minutes: number
  wait_seconds: number
  handoff_user_id: string | null
  asks_rating: boolean
  base_url: string | null
  model: string | null
  fallback_model: string | null
  embedding_model: string | null
  prompt_price_cents: number
  completion_price_cents: number
  embedding_price_cents: number
}

/** What it did; costs in millionths of a cent. */
export interface Use {
  turns: number
  answered: number
  handed: number
  cost_microcents: number
}

export interface Assistant {
  settings: AssistantSettings
  is_connected: boolean
  obstacle: 'not_connected' | 'not_accepted' | null
  accepted: { at: string; by: string | null } | null
  people: number
  locked: number
  /** What each step of the rollout means a day; an estimate is made of what people wrote in seven days. */
  steps: {
    mode: Mode
    is_estimate: boolean
    turns_per_day: number
    cost_microcents_per_day: number | null
  }[]
  today: Use
  month: Use & {
    prompt_tokens: number
    completion_tokens: number
    embedding_tokens: number
    /** Of its cost, what vectors of documents and questions cost. */
    embedding_microcents: number
  }
  ratings: { count: number; average: number | null }
  /** How often people of the clinic were helped to write this month. */
  assists: { count: number; cost_microcents: number }
}

interface Rated {
  count: number
  average: number | null
}

/** What people said when they were asked how it was, from 1 to 5. */
export interface Ratings {
  asked: number
  all: Rated & { satisfied: number | null }
  people: (Rated & { user_id: string; name: string | null })[]
  assistant: Rated
  versions: (Rated & { prompt_id: string; version: number; name: string })[]
}

export interface ModelChoice {
  base_url: string
  model: string
  fallback_model: string | null
  embedding_model: string | null
  api_key: string
}

export interface AssistantPerson {
  thread_id: string
  thread_key: string
  name: string | null
  phone: string | null
  added_by: string | null
  created_at: string
}

export interface TurnRow {
  id: string
  state: string
  reason: string | null
  intent: string | null
  asked_text: string | null
  text: string | null
  thread_key: string | null
  name: string | null
  opened_at: string
  latency_ms: number | null
  cost_microcents: number | null
  prompt_version: number | null
  thumb: 'up' | 'down' | null
  is_test: boolean
}

export interface Turn extends TurnRow {
  summary: string | null
  model: string | null
  prompt_tokens: number | null
  completion_tokens: number | null
  sources: { title?: string }[]
  thumb_note: string | null
  thumb_by: string | null
  prompt: { id: string; version: number; name: string } | null
  calls: {
    tool: string
    args: unknown
    result: unknown
    is_effect: boolean
    ms: number | null
    called_at: string
  }[]
}

export interface ConversationState {
  thread_id: string
  mode: Mode
  silence: string | null
  is_on_list: boolean
  conversation: {
    state: 'on' | 'paused' | 'locked'
    reason: string | null
    summary: string | null
    changed_at: string
    changed_by: string | null
    rating: number | null
  } | null
  turns: {
    id: string
    state: string
    reason: string | null
    opened_at: string
    text: string | null
    thumb: 'up' | 'down' | null
  }[]
}

export interface BarRow {
  figure: string
  at_least: number
  reached: number | null
  is_reached: boolean
}

/** One evaluation of a version. Costs in millionths of a cent. */
export interface EvaluationRun {
  id: string
  prompt_id: string
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'stopped' | 'failed'
  /** A code of `assistant.evaluation.failures`. */
  failure: string | null
  model: string | null
  total: number
  done: number
  cost_microcents: number
  created_at: string
  finished_at: string | null
  created_by: string | null
}

/** What a case says is right; `document` is a title. */
export interface Expected {
  intent?: string
  accept?: string[]
  handoff?: boolean
  reason?: string
  outcomes?: string[]
  document?: string | null
  note?: string
}

/** What a version made of a case; `key` is the same in every evaluation. */
export interface EvaluatedCase {
  key: string
  is_own: boolean
  is_attack: boolean
  text: string
  expected: Expected
  outcome: string | null
  reason: string | null
  intent: string | null
  answer: string | null
  sources: string[]
  tools: string[]
  marks: Record<string, boolean>
  is_right: boolean
}

export const figureNames = [
  'intent',
  'handoff_recall',
  'attacks',
  'sources',
  'grounding',
  'resolution',
  'handoff',
] as const
export type FigureName = (typeof figureNames)[number]

export interface EvaluationReport extends EvaluationRun {
  version: number
  /** 0 to 1; null: no case measures it. */
  figures: Record<FigureName, number | null>
  cases: EvaluatedCase[]
}

/** What an evaluation would take. */
export interface EvaluationPreview {
  standard: number
  own: number
  sources: number
  unlabelled: number
  /** Questions of the clinic's FAQ that are no cases yet. */
  faq: number
  cost_microcents: number | null
}

export interface Prompt {
  id: string
  version: number
  name: string
  text: string
  state: 'draft' | 'evaluated' | 'active' | 'retired'
  share: number
  created_by: string | null
  changed_at: string
  activated_at: string | null
  bar: BarRow[]
  evaluation: {
    id: string
    cases: number
    figures: Record<string, number>
    misses: object[]
    model: string | null
    evaluated_at: string
  } | null
  /** The latest evaluation, and the id of the latest that came to its end. */
  run: EvaluationRun | null
  measured: string | null
  /** What people gave whom it answered, 1 to 5. */
  rating: { count: number; average: number | null }
  use: Use & { up: number; down: number; latency_ms: number | null }
}

export interface AssistantCase {
  id: string
  set: string
  text: string
  expected: { intent?: string; handoff?: boolean; note?: string; document_id?: string }
  turn_id: string | null
  created_at: string
}

/** What the assistant would have said; nothing is sent. */
export interface TestAnswer {
  text: string | null
  outcome: string
  reason: string | null
  intent?: string | null
  sources?: { title?: string }[]
}

export type AssistTone = 'warm' | 'plain' | 'formal'
export type AssistLanguage = 'pt' | 'en' | 'es'

/** What a person asks the model for (supabase/functions/assist-person). */
export type AssistWish =
  | { kind: 'reply' | 'summary'; thread_key: string }
  | { kind: 'rewrite'; thread_key: string; text: string; tone: AssistTone }
  | { kind: 'translate'; thread_key: string; text: string; language: AssistLanguage }
  | { kind: 'note'; patient_id: string; record_kind: string; text: string }

export interface AssistAnswer {
  text: string
  /** Documents that a suggestion stands on. */
  sources: { document_id: string; title: string }[]
}
