import { describe, expect, it } from 'vitest'
import type { Definition, Question } from '../form-types'
import {
  cleaned,
  fieldsFor,
  formProblem,
  freeKey,
  questionsBefore,
  questionsOf,
  withoutQuestion,
  withQuestion,
  withQuestionBefore,
  withQuestionMoved,
} from './builder-rules'

const question = (key: string, more: Partial<Question> = {}): Question => ({
  key,
  kind: 'text',
  label: key,
  required: false,
  ...more,
})
const form: Definition = {
  sections: [
    {
      key: 'who',
      title: 'Who',
      is_clinical: false,
      questions: [
        question('name', { required: true, field: 'full_name' }),
        question('born', { kind: 'date', required: true, field: 'birth_date' }),
      ],
    },
    {
      key: 'more',
      title: 'More',
      is_clinical: false,
      when: { question: 'born', op: 'minor' },
      questions: [question('a'), question('b', { when: { question: 'a', op: 'filled' } })],
    },
  ],
}
const keys = (definition: Definition) =>
  definition.sections.map(({ questions }) => questions.map(({ key }) => key).join())

describe('a form that is changed', () => {
  it('gives new parts keys of their own', () => {
    expect(freeKey('q', ['q1', 'q3'])).toBe('q4')
    expect(freeKey('q', ['name', 'q2'])).toBe('q3')
  })

  it('moves a question within its section and over the edge of it', () => {
    expect(keys(withQuestionMoved(form, 'born', -1))).toEqual(['born,name', 'a,b'])
    expect(keys(withQuestionMoved(form, 'born', 1))).toEqual(['name', 'born,a,b'])
    expect(keys(withQuestionMoved(form, 'a', -1))).toEqual(['name,born,a', 'b'])
    expect(keys(withQuestionMoved(form, 'name', -1))).toEqual(keys(form))
    expect(keys(withQuestionMoved(form, 'b', 1))).toEqual(keys(form))
  })

  it('puts a dragged question before another one, or at the end', () => {
    expect(keys(withQuestionBefore(form, 'b', 'who', 'born'))).toEqual(['name,b,born', 'a'])
    expect(keys(withQuestionBefore(form, 'name', 'who', null))).toEqual(['born,name', 'a,b'])
    expect(keys(withQuestionBefore(form, 'a', 'more', 'a'))).toEqual(keys(form))
  })

  it('adds, changes and removes a question', () => {
    expect(keys(withQuestion(form, 'more', question('c')))).toEqual(['name,born', 'a,b,c'])
    expect(questionsOf(withQuestion(form, 'more', question('a', { label: 'A' })))[2]).toMatchObject({
      label: 'A',
    })
    expect(keys(withoutQuestion(form, 'a'))).toEqual(['name,born', 'b'])
  })

  it('keeps no condition on what is gone or comes later', () => {
    expect(cleaned(form)).toEqual({ definition: form, dropped: 0 })
    const moved = cleaned(withQuestionMoved(form, 'b', -1))
    expect(moved.dropped).toBe(1)
    expect(questionsOf(moved.definition)[2]).toEqual(question('b'))
    expect(cleaned(withoutQuestion(form, 'born')).definition.sections[1]).not.toHaveProperty('when')
  })

  it('fills nothing of the patient from what is clinical', () => {
    const clinical = { sections: form.sections.map((section) => ({ ...section, is_clinical: true })) }
    expect(questionsOf(cleaned(clinical).definition).filter(({ field }) => field)).toEqual([])
  })

  it('knows what a part may depend on', () => {
    expect(questionsBefore(form, 'more').map(({ key }) => key)).toEqual(['name', 'born'])
    expect(questionsBefore(form, 'more', 'b').map(({ key }) => key)).toEqual(['name', 'born', 'a'])
    expect(questionsBefore(form, 'more', 'new').map(({ key }) => key)).toEqual(['name', 'born', 'a', 'b'])
  })

  it('says why it cannot be saved', () => {
    expect(formProblem(form)).toBeNull()
    expect(formProblem({ sections: [] })).toBe('emptySection')
    expect(formProblem(withoutQuestion(form, 'born'))).toBe('nameAndBirthDate')
    const optional = question('born', { kind: 'date', field: 'birth_date' })
    expect(formProblem(withQuestion(form, 'who', optional))).toBe('nameAndBirthDate')
    expect(formProblem(withoutQuestion(withoutQuestion(form, 'a'), 'b'))).toBe('emptySection')
  })

  it('offers fields that fit and are free', () => {
    const fields = [
      { key: 'full_name', unit: 'full_name', kinds: ['text'], allowed: null, position: 1 },
      { key: 'social_name', unit: 'social_name', kinds: ['text'], allowed: null, position: 2 },
      { key: 'email', unit: 'email', kinds: ['email'], allowed: null, position: 3 },
    ]
    const offered = (key: string) => fieldsFor(fields, form, { key, kind: 'text' }).map((field) => field.key)
    expect(offered('a')).toEqual(['social_name'])
    expect(offered('name')).toEqual(['full_name', 'social_name'])
  })
})
