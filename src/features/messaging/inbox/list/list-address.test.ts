import { describe, expect, it } from 'vitest'
import { isSameList, paramsOf, queryOf } from './list-address'
import type { ConversationFilter, ListParams } from '../types'

const first: ListParams = { filter: 'all', status: 'open', search: '' }

describe('the list in the address', () => {
  it.each<ConversationFilter>([
    'all',
    'waiting',
    'mine',
    'unassigned',
    'unread',
    'snoozed',
    'pinned',
    'blocked',
  ])('comes back as it was: %s', (filter) => {
    for (const status of ['open', 'finished'] as const) {
      for (const search of ['', 'Mariana Lopes']) {
        const params = { filter, status, search }
        expect(paramsOf(queryOf(params) as Record<string, string>)).toEqual(params)
      }
    }
  })

  it('names a tag, and ignores what is no id of one', () => {
    const tagged = { ...first, tag: '11111111-2222-4333-8444-555555555555' }
    expect(paramsOf(queryOf(tagged) as Record<string, string>)).toEqual(tagged)
    expect(paramsOf({ etiqueta: 'urgente' })).toEqual(first)
    expect(isSameList(tagged, first)).toBe(false)
  })

  it('leaves the address of the first list short', () => {
    expect(queryOf(first)).toEqual({})
    expect(queryOf({ ...first, search: '  ' })).toEqual({})
  })

  it.each([
    [{ filtro: 'qualquer' }],
    [{ filtro: ['minhas', 'esperando'], situacao: 'abertas', busca: ['a', 'b'] }],
    [{ filtro: null }],
  ])('takes %j for the first list', (query) => expect(paramsOf(query)).toEqual(first))
})

describe('isSameList', () => {
  it('ignores spaces around a search', () => {
    expect(isSameList({ ...first, search: ' ana ' }, { ...first, search: 'ana' })).toBe(true)
    expect(isSameList(first, { ...first, filter: 'mine' })).toBe(false)
  })
})
