import type { Condition, Definition, Question, Section } from '../form-types'
import type { FieldRow } from '../types'

/** Changes of a form, each giving another form; what is left of it can always be saved and asked. */

/** A key that is not used yet: "q7", "s3", "o2". */
export function freeKey(prefix: string, used: Iterable<string>): string {
  const taken = new Set(used)
  let n = taken.size + 1
  while (taken.has(`${prefix}${n}`)) n += 1
  return `${prefix}${n}`
}

/** All questions of a form in their order. */
export function questionsOf({ sections }: Definition): Question[] {
  return sections.flatMap(({ questions }) => questions)
}

/** What a section or question may depend on: the questions before it. */
export function questionsBefore(
  definition: Definition,
  sectionKey: string,
  questionKey?: string,
): Question[] {
  const before: Question[] = []
  for (const section of definition.sections) {
    if (section.key === sectionKey && questionKey === undefined) return before
    for (const question of section.questions) {
      if (section.key === sectionKey && question.key === questionKey) return before
      before.push(question)
    }
    if (section.key === sectionKey) return before
  }
  return before
}

function withoutCondition<Part extends { when?: Condition }>({ when: _, ...part }: Part): Omit<Part, 'when'> {
  return part
}

/**
 * A form without what cannot be asked: conditions on questions that are gone or come later now, and fields of the patient that a
 * clinical section may not fill. `dropped` is how many conditions went.
 */
export function cleaned({ sections }: Definition): { definition: Definition; dropped: number } {
  const before = new Set<string>()
  let dropped = 0
  const keep = <Part extends { when?: Condition }>(part: Part): Part => {
    if (!part.when || before.has(part.when.question)) return part
    dropped += 1
    return withoutCondition(part) as Part
  }
  const definition = {
    sections: sections.map((section) => {
      const kept = keep(section)
      return {
        ...kept,
        questions: section.questions.map((question) => {
          const { field: _, ...plain } = question
          const one = keep(section.is_clinical ? plain : question)
          before.add(question.key)
          return one
        }),
      }
    }),
  }
  return { definition, dropped }
}

/** A list with one of its members at another place. */
export function movedTo<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const member = list[from]
  if (member === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, member)
}

/** A form whose question stands before another one, in whichever section; at the end of the section without one. */
export function withQuestionBefore(
  { sections }: Definition,
  key: string,
  sectionKey: string,
  beforeKey: string | null,
): Definition {
  const question = questionsOf({ sections }).find((one) => one.key === key)
  if (!question || key === beforeKey) return { sections }
  return {
    sections: sections.map((section) => {
      const rest = section.questions.filter((one) => one.key !== key)
      if (section.key !== sectionKey) return { ...section, questions: rest }
      const at = beforeKey === null ? rest.length : rest.findIndex((one) => one.key === beforeKey)
      return { ...section, questions: rest.toSpliced(at < 0 ? rest.length : at, 0, question) }
    }),
  }
}

/** A form whose question is one place further up or down, over the edge into the next section. */
export function withQuestionMoved({ sections }: Definition, key: string, step: 1 | -1): Definition {
  const at = sections.findIndex(({ questions }) => questions.some((one) => one.key === key))
  const section = sections[at]
  if (!section) return { sections }
  const from = section.questions.findIndex((one) => one.key === key)
  const question = section.questions[from]
  const to = from + step
  if (to >= 0 && to < section.questions.length) {
    const moved = { ...section, questions: movedTo(section.questions, from, to) }
    return { sections: sections.with(at, moved) }
  }
  const neighbour = sections[at + step]
  if (!neighbour || !question) return { sections }
  const questions = step === 1 ? [question, ...neighbour.questions] : [...neighbour.questions, question]
  return {
    sections: sections
      .with(at, { ...section, questions: section.questions.toSpliced(from, 1) })
      .with(at + step, { ...neighbour, questions }),
  }
}

/** A form with a question changed, or added at the end of a section. */
export function withQuestion({ sections }: Definition, sectionKey: string, question: Question): Definition {
  return {
    sections: sections.map((section) => {
      if (section.key !== sectionKey) return section
      const at = section.questions.findIndex(({ key }) => key === question.key)
      const questions = at < 0 ? [...section.questions, question] : section.questions.with(at, question)
      return { ...section, questions }
    }),
  }
}

/** A form without a question. */
export function withoutQuestion({ sections }: Definition, key: string): Definition {
  return {
    sections: sections.map((section) => ({
      ...section,
      questions: section.questions.filter((one) => one.key !== key),
    })),
  }
}

/** Why a form cannot be saved yet; null when it can. */
export function formProblem({ sections }: Definition): 'emptySection' | 'nameAndBirthDate' | null {
  if (sections.length === 0 || sections.some(({ questions }) => questions.length === 0)) return 'emptySection'
  const asked = (section: Section) =>
    section.when ? [] : section.questions.filter(({ required, when }) => required && !when)
  const fields = new Set(sections.flatMap(asked).map(({ field }) => field))
  return fields.has('full_name') && fields.has('birth_date') ? null : 'nameAndBirthDate'
}

/** What of the patient a question can fill: fields of its kind that no other question fills. */
export function fieldsFor(
  fields: readonly FieldRow[],
  definition: Definition,
  { key, kind }: Pick<Question, 'key' | 'kind'>,
): FieldRow[] {
  const used = new Set(questionsOf(definition).flatMap((one) => (one.key === key ? [] : (one.field ?? []))))
  return fields.filter((field) => field.kinds.includes(kind) && !used.has(field.key))
}
