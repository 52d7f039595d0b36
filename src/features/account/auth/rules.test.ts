import { describe, expect, it } from 'vitest'
import { emailProblem, nameProblem, passwordProblem, requiredProblem } from './rules'

describe('emailProblem', () => {
  it.each(['ana@clinica.com.br', ' ana@clinica.test ', 'a+b@c.io'])('takes %j', (email) => {
    expect(emailProblem(email)).toBeNull()
  })

  it.each(['', 'ana', 'ana@', 'ana@clinica', 'ana@clinica.', 'a b@c.io', 'a@b@c.io'])(
    'refuses %j',
    (email) => {
      expect(emailProblem(email)).toBe('auth.problems.email')
    },
  )
})

describe('passwordProblem', () => {
  it('asks for eight characters', () => {
    expect(passwordProblem('1234567')).toBe('auth.problems.shortPassword')
    expect(passwordProblem('12345678')).toBeNull()
  })
})

describe('requiredProblem', () => {
  it('does not take blanks for text', () => {
    expect(requiredProblem('  ')).toBe('auth.problems.required')
    expect(requiredProblem('Ana')).toBeNull()
  })
})

describe('nameProblem', () => {
  it('asks for what the database takes', () => {
    expect(nameProblem(' A ')).toBe('auth.problems.name')
    expect(nameProblem('Jô')).toBeNull()
    expect(nameProblem('x'.repeat(121))).toBe('auth.problems.name')
  })
})
