import { describe, expect, it } from 'vitest'
import {
  centsText,
  chosenPipeline,
  customDraft,
  customOf,
  customToSend,
  daysSince,
  embedCode,
  missingFields,
  typedCents,
} from './rules'
import type { CustomField } from './types'

const field = (id: string, type: CustomField['type'], is_required = false): CustomField => ({
  id,
  entity: 'contact',
  label: id,
  type,
  options: [],
  is_required,
  in_list: false,
  archived_at: null,
})

describe('amounts', () => {
  it.each([
    ['', 0],
    ['R$ 1.234,5', 123450],
    ['1234.56', 123456],
    ['80', 8000],
    ['oitenta', null],
  ])('reads %j as %j', (text, cents) => expect(typedCents(text)).toBe(cents))

  it('writes them as they are typed', () =>
    expect([centsText(0), centsText(123450)]).toEqual(['', '1234,50']))
})

describe('fields of the clinic', () => {
  const fields = [field('n', 'number'), field('b', 'boolean'), field('t', 'text', true)]

  it('go to the form and back', () => {
    const values = { n: 2.5, b: false, t: 'Unimed' }
    expect(customDraft(fields, values)).toEqual({ n: '2.5', b: 'no', t: 'Unimed' })
    expect(customToSend(fields, customDraft(fields, values))).toEqual(values)
  })

  it('leave out what is empty, and say what is missing', () => {
    expect(customToSend(fields, { n: '', b: '', t: ' ' })).toEqual({})
    expect(missingFields(fields, { t: ' ' })).toEqual(['t'])
    expect(customToSend(fields, { n: 'dois' })).toEqual({ n: 'dois' })
  })
})

describe('the board', () => {
  it('shows the pipeline of the address, else the first', () => {
    const pipelines = ['a', 'b'].map((id) => ({ id, name: id, version: 1, archived_at: null, stages: [] }))
    expect(chosenPipeline(pipelines, 'b')?.id).toBe('b')
    expect(chosenPipeline(pipelines, 'x')?.id).toBe('a')
    expect(chosenPipeline([], 'x')).toBeUndefined()
  })

  it('counts whole days', () =>
    expect(daysSince('2026-11-20T12:00:00Z', Date.parse('2026-11-23T11:00:00Z'))).toBe(2))
})

it('the code for the site carries the form and no markup of its title', () => {
  const code = embedCode('https://api.test', 'f1', '"><script>')
  expect(code).toContain('https://api.test/functions/v1/lead-form?form=f1')
  expect(code).toContain('title="&quot;>&lt;script>"')
})

describe('filters by fields of the clinic', () => {
  it('are an object of texts and answers, whatever the address says', () => {
    expect(customOf('{"a":"Vida","b":true,"c":{"d":1}}')).toEqual({ a: 'Vida', b: true })
    for (const text of ['', 'x', '[]', 'null', '{}', '{"a":1}']) expect(customOf(text)).toBeUndefined()
  })
})
