import { describe, expect, it } from 'vitest'
import type { Question } from './form-types'
import { isDay, isoOfTyped, problemOf, tidyCpf, tidyPhone, typedOfIso } from './typed-values'

const question = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  key: 'q',
  kind,
  label: 'Q',
  required: false,
  ...more,
})

describe('what is typed', () => {
  it.each([
    ['28/02/1990', '1990-02-28'],
    ['8-2-1990', '1990-02-08'],
    ['28021990', '1990-02-28'],
    [' 28.02.1990 ', '1990-02-28'],
    ['1990-02-28', '1990-02-28'],
    ['28/02', '28/02'],
  ])('as a date: %s', (typed, iso) => expect(isoOfTyped(typed)).toBe(iso))

  it('is shown as people write dates', () => {
    expect(typedOfIso('1990-02-28')).toBe('28/02/1990')
    expect(typedOfIso('28/02')).toBe('28/02')
    expect([isDay('2024-02-29'), isDay('2026-02-29'), isDay('28/02/1990')]).toEqual([true, false, false])
  })

  it.each([
    ['11987654321', '(11) 98765-4321'],
    ['+55 11 3456-7890', '(11) 3456-7890'],
    ['+351 912 345 678', '+351 912 345 678'],
    ['98765-4321', '98765-4321'],
  ])('as a phone: %s', (typed, tidy) => expect(tidyPhone(typed)).toBe(tidy))

  it('as a CPF, also with its zeros lost', () => {
    expect(tidyCpf('52998224725')).toBe('529.982.247-25')
    expect(tidyCpf('123')).toBe('123')
  })

  it.each([
    [question('text', { required: true }), ' ', 'required'],
    [question('text'), undefined, null],
    [question('cpf'), '529.982.247-26', 'invalid_cpf'],
    [question('cpf'), '529.982.247-25', null],
    [question('date'), '2026-02-30', 'invalid_date'],
    [question('date', { field: 'birth_date' }), '1850-01-01', 'invalid_date'],
    [question('email'), 'ana@', 'invalid_email'],
    [question('email'), 'Ana <ana@exemplo.test>', null],
    [question('phone'), '91234-5678', 'invalid_phone'],
    [question('multi', { required: true }), [], 'required'],
  ] as const)('is told where it is plainly wrong (%#)', (asked, value, problem) =>
    expect(problemOf(asked, value as never)).toBe(problem),
  )
})
