import { describe, expect, it } from 'vitest'
import { findTags, freshColor, sortTags, tagNamed, tagNameProblem } from './rules'

const tags = [
  { id: '1', name: 'Novo paciente', position: 20, color: 'red' as const },
  { id: '2', name: 'Agendamento', position: 10, color: 'orange' as const },
  { id: '3', name: 'Convênio', position: 20, color: 'red' as const },
]

describe('tags', () => {
  it('are found by any words, without accents and capitals', () => {
    expect(findTags(tags, 'CONVENIO').map(({ id }) => id)).toEqual(['3'])
    expect(findTags(tags, 'pac novo').map(({ id }) => id)).toEqual(['1'])
    expect(findTags(tags, ' ')).toHaveLength(3)
  })

  it('cannot have two of one name', () => {
    expect(tagNamed(tags, ' convenio ')?.id).toBe('3')
    expect(tagNameProblem('CONVÊNIO', 'new', tags)).toBe('taken')
    expect(tagNameProblem('Convênios', 'new', tags)).toBeNull()
    expect(tagNameProblem('convênio', '3', tags)).toBeNull()
    expect(tagNameProblem(' a ', 'new', tags)).toBe('short')
    expect(tagNameProblem('a'.repeat(61), 'new', tags)).toBe('long')
  })

  it('begin with the colour that fewest have', () => {
    expect(freshColor(tags)).toBe('amber')
    expect(freshColor([])).toBe('red')
  })

  it('stand in the clinic’s order', () => {
    expect(sortTags(tags).map(({ id }) => id)).toEqual(['2', '3', '1'])
  })
})
