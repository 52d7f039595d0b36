import { describe, expect, test } from 'vitest'
import type { Json } from '../../platform/json.ts'
import { nextPageOf, templatesOn } from './content.ts'

const sid = `HX${'a'.repeat(32)}`
const text = { 'twilio/text': { body: 'Olá, {{1}}' } }

const contentOf = (types: Json, more: Record<string, Json> = {}) => ({
  sid,
  friendly_name: 'lembrete',
  language: 'pt_BR',
  variables: { '1': 'Ana', '2': '10/09', '3': 'x' },
  types,
  approval_requests: { name: 'lembrete_1', category: 'UTILITY', status: 'approved', rejection_reason: '' },
  ...more,
})
const read = (types: Json, more: Record<string, Json> = {}) =>
  templatesOn({ contents: [contentOf(types, more)] })[0]

describe('templatesOn', () => {
  test('reads a template in our words', () => {
    expect(read(text)).toEqual({
      external_id: sid,
      name: 'lembrete',
      language: 'pt_BR',
      category: 'utility',
      body: 'Olá, {{1}}',
      variables: [{ key: '1', example: 'Ana' }],
      extras: [],
      status: 'approved',
      rejection_reason: null,
    })
  })

  test.each([
    ['approved', 'approved'],
    ['received', 'pending'],
    ['pending', 'pending'],
    ['rejected', 'rejected'],
    ['paused', 'paused'],
    ['disabled', 'disabled'],
    ['unsubmitted', 'unsubmitted'],
    ['something new', 'unsubmitted'],
  ])('%s is %s', (said, status) => {
    expect(read(text, { approval_requests: { status: said } })).toMatchObject({ status })
  })

  test('one that WhatsApp was never asked about is not submitted', () => {
    expect(read(text, { approval_requests: null })).toMatchObject({ status: 'unsubmitted', category: null })
  })

  test('says why one was rejected', () => {
    const approval_requests = { status: 'rejected', rejection_reason: 'INVALID_FORMAT' }
    expect(read(text, { approval_requests })).toMatchObject({ rejection_reason: 'INVALID_FORMAT' })
  })

  test('names variables in the order of the text, once each, then those of titles and links', () => {
    const types = {
      'twilio/call-to-action': {
        body: '{{2}} e {{ 1 }} e {{2}}',
        actions: [{ type: 'URL', title: 'Ver', url: 'https://clinica.test/{{3}}' }],
      },
    }
    expect(read(types)?.variables).toEqual([
      { key: '2', example: '10/09' },
      { key: '1', example: 'Ana' },
      { key: '3', example: 'x' },
    ])
    expect(read({ 'twilio/text': { body: '{{nome}}' } })?.variables).toEqual([{ key: 'nome', example: '' }])
  })

  test('keeps what is read around the text, with the addresses that have variables', () => {
    const types: Json = {
      'whatsapp/card': {
        body: 'Olá, {{1}}',
        header_text: 'Consulta de {{2}}',
        footer: 'Clínica Horizonte',
        media: ['https://clinica.test/{{3}}.png'],
        actions: [
          { type: 'URL', title: 'Ver', url: 'https://clinica.test/{{3}}' },
          { type: 'PHONE_NUMBER', title: 'Ligar', phone: '+551140041000' },
        ],
      },
    }
    expect(read(types)?.extras).toEqual([
      { kind: 'title', text: 'Consulta de {{2}}' },
      { kind: 'footer', text: 'Clínica Horizonte' },
      { kind: 'button', text: 'Ver' },
      { kind: 'detail', text: 'https://clinica.test/{{3}}' },
      { kind: 'button', text: 'Ligar' },
      { kind: 'detail', text: 'https://clinica.test/{{3}}.png' },
    ])
  })

  test('takes the kind that WhatsApp was asked about', () => {
    const types = { ...text, 'twilio/quick-reply': { body: 'Confirma, {{1}}?', actions: [] } }
    const approval_requests = { status: 'approved', content_type: 'twilio/quick-reply' }
    expect(read(types, { approval_requests })?.body).toBe('Confirma, {{1}}?')
    expect(read(types)?.body).toBe('Olá, {{1}}')
  })

  test.each([
    ['twilio/quick-reply', { body: 'a' }, true],
    ['twilio/list-picker', { body: 'a' }, true],
    ['twilio/card', { title: 't', body: 'a' }, true],
    ['twilio/card', { title: 't' }, false],
    ['whatsapp/card', { body: 'a' }, true],
    ['twilio/media', { media: ['https://x/y.png'] }, false],
    ['whatsapp/authentication', { add_security_recommendation: true }, false],
    ['twilio/flows', { body: 'a' }, false],
  ] as [string, Json, boolean][])('%s %j', (type, content, taken) => {
    expect(read({ [type]: content }) !== undefined).toBe(taken)
  })

  test('passes over what is no template', () => {
    const contents = [null, 'x', {}, contentOf(text, { sid: 'HX1' }), contentOf(null), contentOf(text)]
    expect(templatesOn({ contents })).toHaveLength(1)
    expect(templatesOn('not JSON')).toEqual([])
  })
})

describe('nextPageOf', () => {
  test('is what the address of the next page asks for', () => {
    const next_page_url =
      'https://content.twilio.com/v1/ContentAndApprovals?PageSize=100&Page=1&PageToken=DNHX1'
    expect(nextPageOf({ meta: { next_page_url } })?.toString()).toBe('PageSize=100&Page=1&PageToken=DNHX1')
  })

  test.each([{ meta: { next_page_url: null } }, { meta: { next_page_url: 'no address' } }, {}, null])(
    'is nothing on the last page: %j',
    (page) => {
      expect(nextPageOf(page)).toBeNull()
    },
  )
})
