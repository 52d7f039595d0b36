import { describe, expect, it } from 'vitest'
import {
  initialValues,
  isTouched,
  isStale,
  isTooLong,
  missingVariables,
  newestSync,
  renderTemplate,
  searchTemplates,
  splitGaps,
  templateMessage,
  templateTitle,
  withGaps,
} from './rules'
import type { MessageTemplate } from './types'

function aTemplate(patch: Partial<MessageTemplate> = {}): MessageTemplate {
  return {
    tenant_id: 't',
    id: 'm1',
    channel_id: 'c',
    external_id: 'HX1',
    name: 'confirmacao_consulta',
    language: 'pt_BR',
    category: 'utility',
    body: 'Olá, {{1}}! Sua consulta é em {{2}}.',
    variables: [
      { key: '1', example: 'Ana' },
      { key: '2', example: '10/09' },
    ],
    status: 'approved',
    extras: [],
    rejection_reason: null,
    quality: null,
    synced_at: '2026-11-22T12:00:00+00:00',
    created_at: '2026-11-22T12:00:00+00:00',
    updated_at: '2026-11-22T12:00:00+00:00',
    ...patch,
  }
}

describe('renderTemplate', () => {
  it('fills in what is written and leaves the other gaps', () => {
    expect(renderTemplate('Olá, {{1}}! Em {{ 2 }}.', { 1: ' Bia ' })).toBe('Olá, Bia! Em {{ 2 }}.')
    expect(renderTemplate('{{1}} {{nome}}', { 1: '' }, (key) => `<${key}>`)).toBe('<1> <nome>')
  })
  it('reads a value once: one that looks like a gap, or like a pattern, stays what it is', () => {
    expect(renderTemplate('{{1}} {{2}}', { 1: '{{2}}', 2: "$& $'" })).toBe("{{2}} $& $'")
  })
  it('puts a value in one line, as it is sent', () => {
    expect(renderTemplate('{{1}}.', { 1: ' rua A,\n\t  nº 1 ' })).toBe('rua A, nº 1.')
  })
})

describe('withGaps', () => {
  it('keeps open gaps apart from the text around them', () => {
    const { text, gaps } = withGaps('Olá, *{{1}}*! {{2}}{{1}}', { 2: 'às 15h' })
    expect(gaps).toEqual(['1', '1'])
    expect(splitGaps(text, gaps)).toEqual([
      { text: 'Olá, *' },
      { gap: '1' },
      { text: '*! às 15h' },
      { gap: '1' },
    ])
  })
  it('takes a strange character of the text for what it is', () => {
    expect(splitGaps('a\uF000b', [])).toEqual([{ text: 'a' }, { text: '\uF000' }, { text: 'b' }])
  })
})

describe('missingVariables', () => {
  it('names the gaps without a text, in order', () => {
    const keys = (values: Record<string, string>) =>
      missingVariables(aTemplate(), values).map(({ key }) => key)
    expect(keys({})).toEqual(['1', '2'])
    expect(keys({ 1: 'Bia', 2: ' \n' })).toEqual(['2'])
    expect(keys({ 1: 'Bia', 2: '02/12' })).toEqual([])
  })

  it.each(['\u00a0', '\u0085', '\u200b', '\ufeff\u3000', '\u2060 \u202e'])(
    'takes %j for no text',
    (value) => {
      expect(missingVariables(aTemplate(), { 1: 'Bia', 2: value }).map(({ key }) => key)).toEqual(['2'])
    },
  )
})

describe('templateMessage', () => {
  it('leaves out what breaks a line or turns its direction', () => {
    const sent = templateMessage(aTemplate(), { 1: 'Bia\u2028 \u000bSouza', 2: '\u202e02/12\u0085' }, 1024)
    expect(sent?.template.variables).toEqual({ 1: 'Bia Souza', 2: '02/12' })
  })

  it('is what is sent, with the text that the patient reads', () => {
    expect(templateMessage(aTemplate(), { 1: ' Bia', 2: '02/12', 9: 'x' }, 1024)).toEqual({
      template: { id: 'm1', variables: { 1: 'Bia', 2: '02/12' } },
      body: 'Olá, Bia! Sua consulta é em 02/12.',
    })
  })
  it('waits for every gap and for a text that is not too long', () => {
    expect(templateMessage(aTemplate(), { 1: 'Bia' }, 1024)).toBeNull()
    const long = aTemplate({ body: `{{1}}${'x'.repeat(1020)}`, variables: [{ key: '1', example: '' }] })
    expect(templateMessage(long, { 1: 'abcd' }, 1024)).not.toBeNull()
    expect(templateMessage(long, { 1: 'abcde' }, 1024)).toBeNull()
    expect(isTooLong('😀'.repeat(1024), 1024)).toBe(false)
  })
})

describe('initialValues', () => {
  const gap = (example: string, key = '1', body = `Olá, {{${key}}}!`) => ({
    body,
    variables: [{ key, example }],
  })
  it.each(['Ana', 'Maria Clara', 'João', 'Dra. Íris', 'Sr. Paulo', 'D’Ávila'])(
    'greets the patient where the example is %s',
    (example) => expect(initialValues(gap(example), 'Beatriz Souza')).toEqual({ 1: 'Beatriz' }),
  )
  it.each(['10/09', '15h', 'segunda', 'https://zelo.app', 'R$ 20,00', '', 'CONSULTA'])(
    'leaves a gap open whose example is "%s"',
    (example) => expect(initialValues(gap(example), 'Beatriz Souza')).toEqual({}),
  )
  it('fills in the first gap only, and nothing for somebody without a name', () => {
    const two = { ...gap('Ana'), variables: [...gap('10/09', '2').variables, ...gap('Ana').variables] }
    expect(initialValues(two, 'Íris Nóbrega')).toEqual({ 1: 'Íris' })
    expect(initialValues(gap('Ana', 'nome'), 'Bia')).toEqual({ nome: 'Bia' })
    expect(initialValues(gap('Ana'), null)).toEqual({})
    expect(initialValues(gap('Ana'), '+55 11 91234-5678')).toEqual({})
    expect(initialValues({ body: 'Olá!', variables: [] }, 'Bia')).toEqual({})
  })
  it.each([
    '{{1}}, tudo bem?',
    'Oi {{1}}',
    '*Bom dia, {{1}}!*',
    '👋 Olá {{ 1 }}!',
    'Prezada {{1}}:',
    'Hi {{1}}',
  ])('knows "%s" for a greeting', (body) =>
    expect(initialValues(gap('Ana', '1', body), 'Bia')).toEqual({ 1: 'Bia' }),
  )
  it.each(['Sua consulta com {{1}} está confirmada.', 'Olá! Aqui é {{1}}, da clínica.', 'Falta: {{1}}'])(
    'leaves the gap of "%s" open, which is not the patient',
    (body) => expect(initialValues(gap('Dra. Íris', '1', body), 'Bia')).toEqual({}),
  )
  it.each(['Dona Lúcia Prado', 'Sra. Lúcia', 'Dra. Lúcia Nóbrega', 'lúcia'])('calls %s by the name', (name) =>
    expect(initialValues(gap('Ana'), name)['1']?.toLowerCase()).toBe('lúcia'),
  )
  it('fills in no courtesy title alone', () => {
    expect(initialValues(gap('Ana'), 'Dona')).toEqual({})
  })
})

describe('isTouched', () => {
  it('is once something was written, changed or taken away', () => {
    const touched = (values: Record<string, string>) => isTouched(aTemplate(), values, 'Bia Souza')
    expect(touched({ 1: 'Bia' })).toBe(false)
    expect(touched({ 1: 'Bia', 2: ' ' })).toBe(false)
    expect(touched({ 1: 'Bia', 2: '02/12' })).toBe(true)
    expect(touched({ 1: 'Beatriz' })).toBe(true)
    expect(touched({})).toBe(true)
  })
})

describe('searchTemplates', () => {
  const rows = [aTemplate(), aTemplate({ id: 'm2', name: 'pesquisa', body: 'Como foi a sua visita?' })]
  const found = (search: string) => searchTemplates(rows, search).map(({ id }) => id)
  it('finds every word, in the name or in the text, without accents', () => {
    expect(found('')).toEqual(['m1', 'm2'])
    expect(found('CONFIRMAÇÃO ola')).toEqual(['m1'])
    expect(found('visita')).toEqual(['m2'])
    expect(found('visita consulta')).toEqual([])
  })
})

describe('templateTitle', () => {
  it('is made of words', () => expect(templateTitle('confirmacao_consulta')).toBe('Confirmacao consulta'))
})

describe('isStale', () => {
  const now = Date.parse('2026-11-22T12:10:00Z')
  it('looks again after ten minutes, or when nothing is known', () => {
    expect(isStale([aTemplate()], now)).toBe(false)
    expect(isStale([aTemplate()], now + 1)).toBe(true)
    expect(isStale([], now)).toBe(true)
  })
  it('goes by the newest look', () => {
    const newer = aTemplate({ synced_at: '2026-11-22T12:09:00+00:00' })
    expect(newestSync([aTemplate(), newer])).toBe(newer.synced_at)
    expect(isStale([aTemplate(), newer], now + 60_000)).toBe(false)
  })
})
