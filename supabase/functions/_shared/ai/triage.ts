import { compilePhrases, countOf, holds, withoutPhrases, wordsOf, type Words } from './phrases.ts'
import { fold, plainWords } from './plain-text.ts'
import { riskTexts, type Risk } from './words/fixed-texts.ts'
import * as words from './words/handoff.ts'
import { idioms, intents, menu, smallTalk, spam } from './words/intents.ts'
import { vocabulary } from './words/vocabulary.ts'

/** What a message wants. */
export type Intent = 'create_lead' | 'schedule' | 'check_order' | 'catalog' | 'faq' | 'handoff' | 'none'

/** Why a person takes over. */
export type HandoffReason =
  Risk | 'human_wanted' | 'complaint' | 'refund' | 'legal' | 'data_request' | 'others_data' | 'clinical'

export interface Handoff {
  reason: HandoffReason
  /** Somebody may be in danger: a person is told at once, whatever the hour. */
  urgent: boolean
  /** What is answered in exactly these words; null: the usual words of handing over. */
  fixedText: string | null
}

export interface Triage {
  intent: Intent
  /** Not null: the conversation goes to a person, and no model is asked. */
  handoff: Handoff | null
  /** The answer to a question that has few answers. */
  menu: 'yes' | 'no' | 'other' | null
  /** From 0 to 1; a model is asked what is meant where it is low. */
  confidence: number
}

const compile = (phrases: readonly string[]) => compilePhrases(phrases, vocabulary)
const lists = {
  sayings: compile(words.sayings),
  threats: compile(words.threats),
  smallTalk: compile(smallTalk),
  idioms: compile(idioms),
  spam: compile(spam),
  selfHarm: compile(words.selfHarm),
  crisis: compile(words.crisis),
  emergency: compile(words.emergency),
  violence: compile(words.violence),
  person: compile(words.person),
  legal: compile(words.legal),
  refund: compile(words.refund),
  complaint: compile(words.complaint),
  ownData: compile(words.ownData),
  othersData: compile(words.othersData),
  harmless: compile(words.harmless),
  clinicalQuestion: compile(words.clinicalQuestion),
  clinicalStatement: compile(words.clinicalStatement),
  intents: Object.entries(intents).map(([intent, { strong, middle, weak }]) => ({
    intent: intent as keyof typeof intents,
    strong: compile(strong),
    middle: compile(middle),
    weak: compile(weak),
  })),
}

/**
 * Reads what a person wrote: danger, what only a person may answer, and what is wanted. Rules alone decide here, so no
 * model can be talked out of them. Text is read as it came; nothing of it is kept.
 */
export function triage(text: string): Triage {
  const plain = plainWords(text)
  const answer = menu.find(([pattern]) => pattern.test(plain))?.[1] ?? null
  if (answer !== null) return { intent: 'schedule', handoff: null, menu: answer, confidence: 0.9 }
  const written = wordsOf(plain)
  const { intent, score } = wanted(written, text)
  const reason = reasonOf(written, intent, score)
  if (reason !== null) return { intent: 'handoff', handoff: handoffFor(reason), menu: null, confidence: 1 }
  return { intent, handoff: null, menu: null, confidence: Math.min(1, score / 6) }
}

/** The handing over that a reason asks for. */
const handoffFor = (reason: HandoffReason): Handoff => ({
  reason,
  urgent: reason in riskTexts,
  fixedText: riskTexts[reason as Risk] ?? null,
})

function reasonOf(plain: Words, intent: Intent, score: number): HandoffReason | null {
  const serious = withoutPhrases(plain, lists.sayings)
  if (holds(withoutPhrases(serious, lists.threats), lists.selfHarm)) return 'risk_self_harm'
  if (holds(serious, lists.threats) || holds(serious, lists.violence)) return 'risk_violence'
  if (holds(serious, lists.emergency)) return 'risk_emergency'
  if (holds(serious, lists.crisis)) return 'risk_crisis'
  if (holds(plain, lists.othersData)) return 'others_data'
  if (holds(plain, lists.ownData)) return 'data_request'
  if (holds(plain, lists.legal)) return 'legal'
  if (holds(plain, lists.refund)) return 'refund'
  if (holds(withoutPhrases(plain, lists.idioms), lists.complaint)) return 'complaint'
  if (holds(plain, lists.person)) return 'human_wanted'
  const clinical = withoutPhrases(plain, lists.harmless)
  if (holds(clinical, lists.clinicalQuestion)) return 'clinical'
  const asksForSomethingElse = intent !== 'none' && score >= (intent === 'faq' ? 12 : 6)
  return !asksForSomethingElse && holds(clinical, lists.clinicalStatement) ? 'clinical' : null
}

/** Which intent the words speak for; earlier ones win where two speak as loud. */
function wanted(plain: Words, text: string): { intent: Intent; score: number } {
  if (holds(plain, lists.spam)) return { intent: 'none', score: 6 }
  const rest = withoutPhrases(plain, lists.idioms)
  const words = withoutPhrases(rest, lists.smallTalk).list.length
  if (words === 0) return { intent: 'none', score: 6 }
  // beside a saying a word alone says nothing
  const hasSaying = rest.list.length < plain.list.length
  const least = hasSaying ? 2 : 1
  let best: { intent: Intent; score: number } = { intent: 'none', score: 0 }
  for (const list of lists.intents) {
    const loudness =
      6 * countOf(rest, list.strong) + 2 * countOf(rest, list.middle) + countOf(rest, list.weak)
    const score = loudness + contact(list.intent, text)
    if (score >= least && score > best.score) best = { intent: list.intent, score }
  }
  return hasSaying && best.score === 0 && words <= 4 ? { intent: 'none', score: 6 } : best
}

/** Who leaves a number or an address wants to be called. */
function contact(intent: Intent, text: string): number {
  if (intent !== 'create_lead') return 0
  return /(\d[\s().-]*){10,13}(?!\d)|\S+@\S+\.\S+/.test(fold(text)) ? 8 : 0
}
