import { describe, expect, it } from 'vitest'
import {
  firstValue,
  fromNumber,
  isComplete,
  newRule,
  offeredOps,
  toNumber,
  valueFor,
  withNode,
} from './rules'
import type { SegmentField, SegmentGroup } from './types'

const field = (patch: Partial<SegmentField> = {}): SegmentField => ({
  entity: 'patients',
  key: 'name',
  type: 'text',
  choices: null,
  format: null,
  ...patch,
})
const tree: SegmentGroup = { logic: 'AND', rules: [{ field: 'name', op: 'eq', value: 'Ana' }] }

describe('a rule', () => {
  it('begins with a comparison of its type, and "não veio há 60 dias" for moments', () => {
    expect(newRule(field())).toEqual({ field: 'name', op: 'contains', value: '' })
    expect(newRule(field({ key: 'last_session_at', type: 'moment' }))).toEqual({
      field: 'last_session_at',
      op: 'before',
      value: { days: -60 },
    })
    expect(firstValue(field({ type: 'number', choices: 'month' }), 'eq')).toBe(1)
  })

  it('keeps its value when the comparison changes, where it can', () => {
    expect(valueFor(field(), 'in', 'Ana')).toEqual(['Ana'])
    expect(valueFor(field(), 'in', '')).toEqual([])
    expect(valueFor(field(), 'eq', ['Ana', 'Bia'])).toBe('Ana')
    expect(valueFor(field(), 'is_empty', 'Ana')).toBe(true)
    expect(valueFor(field(), 'eq', true)).toBe('')
  })

  it('offers both answers to "is empty", and no lists of days', () => {
    expect(offeredOps(field({ type: 'day' }), ['eq', 'in', 'is_empty'])).toEqual([
      'eq',
      'is_empty',
      'is_filled',
    ])
  })
})

describe('a tree', () => {
  it('is complete when every rule has a value and no group is empty', () => {
    expect(isComplete(tree)).toBe(true)
    expect(isComplete({ logic: 'OR', rules: [...tree.rules, { logic: 'AND', rules: [] }] })).toBe(false)
    expect(isComplete({ logic: 'OR', rules: [{ field: 'name', op: 'in', value: [] }] })).toBe(false)
    expect(isComplete({ logic: 'OR', rules: [{ field: 'name', op: 'is_empty', value: false }] })).toBe(true)
  })

  it('changes and loses nodes without touching the one before', () => {
    const other = { field: 'city', op: 'eq', value: 'Santos' }
    expect(withNode(tree, 0, other).rules).toEqual([other])
    expect(withNode(tree, 0, null).rules).toEqual([])
    expect(tree.rules).toHaveLength(1)
  })
})

it('writes amounts in whole units and keeps cents', () => {
  const money = field({ type: 'number', format: 'money' })
  expect(toNumber('120,50', money)).toBe(12050)
  expect(fromNumber(12050, money)).toBe('120.5')
  expect(toNumber('', money)).toBe('')
  expect(toNumber('muito', money)).toBe('')
})
