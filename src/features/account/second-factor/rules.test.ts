import { expect, test } from 'vitest'
import { freeName, grouped, isCode, rolesOf, scopeOf } from './rules'

test('the roles of a scope are that scope', () => {
  for (const scope of ['nobody', 'managers', 'everybody'] as const)
    expect(scopeOf(rolesOf[scope])).toBe(scope)
  expect(scopeOf(['operator'])).toBe('everybody')
})

test('a code is six digits, with or without a space', () => {
  expect(['123456', '123 456', ' 123456 '].every(isCode)).toBe(true)
  expect(['12345', '1234567', 'abcdef', ''].some(isCode)).toBe(false)
})

test('a second device of a name is the second', () => {
  expect(freeName('Celular', [])).toBe('Celular')
  expect(freeName('Celular', ['Celular', 'Celular 2', undefined])).toBe('Celular 3')
})

test('the secret is read in groups of four', () => {
  expect(grouped('ABCDEFGHIJ')).toBe('ABCD EFGH IJ')
})
