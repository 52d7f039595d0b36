import type { Json } from '@contracts/database.types'
import type { SegmentField, SegmentGroup, SegmentNode, SegmentRule } from './types'

/** Groups below groups that can be added on screen. */
export const DEEPEST = 4

export const isGroup = (node: SegmentNode): node is SegmentGroup => 'rules' in node

/** What a rule that was just added begins with. */
export function newRule(field: SegmentField): SegmentRule {
  const op = firstOp[field.type]
  return { field: field.key, op, value: firstValue(field, op) }
}

const firstOp = {
  text: 'contains',
  list: 'eq',
  number: 'gte',
  boolean: 'eq',
  day: 'after',
  moment: 'before',
} as const

/** What stands in the place of the value until somebody writes one. */
export function firstValue(field: SegmentField, op: string): Json {
  if (op === 'is_empty') return true
  if (op === 'in') return []
  if (field.type === 'boolean') return true
  if (field.type === 'moment') return { days: -60 }
  return field.type === 'number' && field.choices === 'month' ? 1 : ''
}

/** The value that stays when the comparison is another one. */
export function valueFor(field: SegmentField, op: string, value: Json | undefined): Json {
  if (op === 'is_empty') return value === false ? false : true
  if (op === 'in') {
    if (Array.isArray(value)) return value
    return value === '' || value === undefined || typeof value === 'boolean' ? [] : [value]
  }
  if (Array.isArray(value)) return value[0] ?? firstValue(field, op)
  if (typeof value === 'boolean' && field.type !== 'boolean') return firstValue(field, op)
  return value ?? firstValue(field, op)
}

/** Whether every rule says what it compares with: until then nobody is counted. */
export function isComplete(node: SegmentNode): boolean {
  if (isGroup(node)) return node.rules.length > 0 && node.rules.every(isComplete)
  const { value } = node
  return Array.isArray(value) ? value.length > 0 : value !== '' && value !== undefined && value !== null
}

/** The group with another node in a place, or without it when there is none. */
export function withNode(group: SegmentGroup, index: number, node: SegmentNode | null): SegmentGroup {
  const rules = group.rules.flatMap((one, place) => (place === index ? (node ? [node] : []) : [one]))
  return { ...group, rules }
}

/** Which comparisons a screen offers: of days no lists, and both answers to "is empty". */
export function offeredOps(field: SegmentField, ops: readonly string[]): string[] {
  return ops
    .filter((op) => op !== 'in' || field.type !== 'day')
    .flatMap((op) => (op === 'is_empty' ? ['is_empty', 'is_filled'] : [op]))
}

/** Values of the product's own lists, in their order. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  contact_stage: ['lead', 'opportunity', 'customer', 'former'],
  lead_status: ['new', 'contacted', 'qualified', 'converted', 'discarded'],
  deal_status: ['open', 'won', 'lost'],
  session_status: ['scheduled', 'confirmed', 'attended', 'missed', 'excused', 'cancelled'],
  gender: [
    'cis_woman',
    'cis_man',
    'trans_woman',
    'trans_man',
    'travesti',
    'non_binary',
    'other',
    'undisclosed',
  ],
  month: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
}

/** Amounts of money are written in whole units and kept in cents. */
export const toNumber = (text: string, field: SegmentField): number | '' => {
  const number = Number(text.replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(number)) return ''
  return field.format === 'money' ? Math.round(number * 100) : number
}
export const fromNumber = (value: Json | undefined, field: SegmentField): string => {
  if (typeof value !== 'number') return ''
  return String(field.format === 'money' ? value / 100 : value)
}
