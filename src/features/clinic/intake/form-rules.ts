import type { Answers, AnswerValue, Condition, Definition, IntakeText, Section } from './form-types'

/**
 * What of a form is asked. The database decides it again when the answers come in (app.intake_visible); a property test
 * (tests/db/clinic/intake-conditions.test.ts) compares the two.
 */

const character = /[^ \t\n\r\u00a0]/

/** Whether nothing was answered: no value, or white space only. */
export function isBlank(value: AnswerValue | undefined): boolean {
  if (value == null) return true
  if (typeof value === 'string') return !character.test(value)
  const parts = Array.isArray(value) ? value : Object.values(value)
  return !parts.some((part) => typeof part === 'string' && character.test(part))
}

/** Whether a person born on the day is under eighteen. Born on February 29, one comes of age on March 1. */
function isMinor(birthDate: string, today: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(birthDate)) return false
  const eighteenth = String(Number(birthDate.slice(0, 4)) + 18).padStart(4, '0') + birthDate.slice(4)
  return eighteenth > today
}

/** Whether a condition holds for the answers so far. */
function conditionHolds(when: Condition | undefined, answers: Answers, today: string): boolean {
  if (!when) return true
  const value = answers[when.question]
  if (isBlank(value)) return false
  if (when.op === 'filled') return true
  if (when.op === 'minor') return typeof value === 'string' && isMinor(value, today)
  const values = when.values ?? []
  if (Array.isArray(value)) return value.some((one) => values.includes(one))
  return typeof value === 'string' && values.includes(value)
}

/** Keys of the questions that are asked, in their order. What is not asked counts as unanswered for those after it. */
export function visibleQuestions(definition: Definition, answers: Answers, today: string): string[] {
  const known: Answers = {}
  const keys: string[] = []
  for (const section of definition.sections) {
    if (!conditionHolds(section.when, known, today)) continue
    for (const question of section.questions) {
      if (!conditionHolds(question.when, known, today)) continue
      keys.push(question.key)
      known[question.key] = answers[question.key]
    }
  }
  return keys
}

/** Sections of which something is asked, each with what is asked of it. */
export function visibleSections(definition: Definition, answers: Answers, today: string): Section[] {
  const visible = new Set(visibleQuestions(definition, answers, today))
  return definition.sections
    .map((section) => ({ ...section, questions: section.questions.filter(({ key }) => visible.has(key)) }))
    .filter(({ questions }) => questions.length > 0)
}

/** The answer that is to become a field of the patient. */
export function answerOf(definition: Definition, answers: Answers, field: string): AnswerValue | undefined {
  for (const { questions } of definition.sections) {
    const question = questions.find((one) => one.field === field)
    if (question) return answers[question.key]
  }
  return undefined
}

/** Whether a guardian has to sign. */
export function needsGuardian(definition: Definition, answers: Answers, today: string): boolean {
  const birthDate = answerOf(definition, answers, 'birth_date')
  return typeof birthDate === 'string' && isMinor(birthDate, today)
}

/** Texts that concern the person; the authorisation is of a minor's guardian. */
export function textsFor(texts: readonly IntakeText[], minor: boolean): IntakeText[] {
  return texts.filter(({ nature }) => nature !== 'authorisation' || minor)
}

/** What the end of a form still lacks, by `signer.<what>` and `texts.<purpose>`. The server looks again. */
export function signatureProblems(
  texts: readonly IntakeText[],
  accepted: Readonly<Record<string, boolean>>,
  signer: { full_name: string; kinship: string },
  minor: boolean,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const { purpose, nature } of textsFor(texts, minor))
    if (nature !== 'consent' && accepted[purpose] !== true) problems[`texts.${purpose}`] = 'required'
  if (isBlank(signer.full_name)) problems['signer.full_name'] = 'required'
  if (signer.kinship === '') problems['signer.kinship'] = 'required'
  else if (minor && signer.kinship === 'self') problems['signer.kinship'] = 'guardian_required'
  return problems
}
