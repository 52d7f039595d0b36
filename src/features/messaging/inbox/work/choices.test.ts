import { expect, it } from 'vitest'
import { choicesProblem, shownAs } from './choices'

const cloud = { max_buttons: 3, max_rows: 10 }
const social = { max_buttons: 10, max_rows: 0 }
const gateway = { max_buttons: 0, max_rows: 0 }

it.each([
  ['three answers as buttons', ['a', 'b', 'c', ''], cloud, 'buttons'],
  ['four as a list', ['a', 'b', 'c', 'd'], cloud, 'list'],
  ['four as quick replies', ['a', 'b', 'c', 'd'], social, 'buttons'],
  ['numbers where nothing can be pressed', ['a'], gateway, 'text'],
  ['numbers without a channel', ['a'], null, 'text'],
] as const)('shows %s', (_, titles, kind, look) => {
  expect(shownAs(titles, kind)).toBe(look)
})

it('asks for a question, an answer, and answers that differ', () => {
  expect(choicesProblem(' ', ['a'])?.code).toBe('noBody')
  expect(choicesProblem('Qual?', ['', ' '])?.code).toBe('noOptions')
  expect(choicesProblem('Qual?', ['Terça', 'terca '])?.code).toBe('alike')
  expect(choicesProblem('Qual?', ['Terça', 'Quarta', ''])).toBeNull()
})
