import { describe, expect, it } from 'vitest'
import { signatureProblems, textsFor, visibleSections } from './form-rules'
import type { Definition, IntakeText } from './form-types'

const text = (purpose: string, nature: IntakeText['nature']): IntakeText => ({
  purpose,
  nature,
  version: 1,
  title: purpose,
  body: purpose,
})
const texts = [
  text('notice', 'notice'),
  text('contract', 'contract'),
  text('guardian', 'authorisation'),
  text('image', 'consent'),
]
const signer = { full_name: 'Ana', kinship: 'self' }
const form: Definition = {
  sections: [
    {
      key: 'a',
      title: 'A',
      is_clinical: false,
      questions: [
        { key: 'born', kind: 'date', label: 'Born', required: true, field: 'birth_date' },
        {
          key: 'more',
          kind: 'text',
          label: 'More',
          required: false,
          when: { question: 'born', op: 'minor' },
        },
      ],
    },
    {
      key: 'b',
      title: 'B',
      is_clinical: false,
      when: { question: 'more', op: 'filled' },
      questions: [{ key: 'c', kind: 'text', label: 'C', required: false }],
    },
  ],
}

describe('the end of a form', () => {
  it('asks for what has to be read and accepted, and never for a consent', () => {
    expect(signatureProblems(texts, {}, signer, false)).toEqual({
      'texts.notice': 'required',
      'texts.contract': 'required',
    })
    expect(signatureProblems(texts, { notice: true, contract: true }, signer, false)).toEqual({})
  })

  it('has a guardian authorise and sign for a minor', () => {
    const accepted = { notice: true, contract: true }
    expect(signatureProblems(texts, accepted, signer, true)).toEqual({
      'texts.guardian': 'required',
      'signer.kinship': 'guardian_required',
    })
    expect(textsFor(texts, false).map(({ purpose }) => purpose)).not.toContain('guardian')
  })

  it('asks who signs', () => {
    const accepted = { notice: true, contract: true }
    expect(signatureProblems(texts, accepted, { full_name: ' ', kinship: '' }, false)).toEqual({
      'signer.full_name': 'required',
      'signer.kinship': 'required',
    })
  })
})

describe('the parts of a form', () => {
  const shown = (answers: Record<string, string>) =>
    visibleSections(form, answers, '2026-11-28').map(
      ({ key, questions }) => `${key}:${questions.map((one) => one.key).join()}`,
    )

  it('are those of which something is asked', () => {
    expect(shown({})).toEqual(['a:born'])
    expect(shown({ born: '2016-01-01', more: 'x' })).toEqual(['a:born,more', 'b:c'])
    // what is not asked any more counts as unanswered
    expect(shown({ born: '1990-01-01', more: 'x' })).toEqual(['a:born'])
  })
})
