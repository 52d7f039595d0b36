import { describe, expect, it } from 'vitest'
import { councilLine, medicoForm, medicoProblems, medicoToSend } from './rules'

const form = (change: object = {}) => ({ ...medicoForm(), full_name: 'Paulo Reis', ...change })

describe('the form of a professional', () => {
  it('needs a name, and a number where there is a council', () => {
    expect(medicoProblems(form())).toEqual({})
    expect(medicoProblems(form({ full_name: ' ' }))).toEqual({ name: 'name' })
    expect(medicoProblems(form({ council: 'CRM' }))).toEqual({ number: 'number' })
    const crm = { council: 'CRM', council_number: '123 456' }
    expect(medicoProblems(form({ ...crm, council_state: 'sp' }))).toEqual({})
    expect(medicoProblems(form({ ...crm, council_state: 'São Paulo' }))).toEqual({ state: 'state' })
  })

  it('sends a council as it is stored, and none without its name', () => {
    const number = { council_state: 'sp', council_number: '123 456' }
    expect(medicoToSend(form({ ...number, council: 'CRM' })).medico).toMatchObject({
      council: 'CRM',
      council_state: 'SP',
      council_number: '123456',
    })
    expect(medicoToSend(form(number)).medico).toMatchObject({ council: null, council_number: null })
  })
})

it.each([
  [{ council: 'CRM', council_state: 'SP', council_number: '123456' }, 'CRM SP 123456'],
  [{ council: 'CRP', council_state: '06', council_number: '12345' }, 'CRP 06/12345'],
  [{ council: 'CRM', council_state: null, council_number: '1' }, 'CRM 1'],
  [{ council: 'other', council_state: null, council_number: '77' }, '77'],
  [{ council: null, council_state: null, council_number: null }, ''],
] as const)('the council of %j is written %j', (medico, text) => {
  expect(councilLine(medico)).toBe(text)
})
