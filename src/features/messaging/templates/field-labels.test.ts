import { describe, expect, it } from 'vitest'
import { fieldLabels } from './field-labels'
import type { TemplateExtra } from './types'

function labelsOf(body: string, keys: string[], extras: TemplateExtra[] = []) {
  const variables = keys.map((key) => ({ key, example: '' }))
  return [...fieldLabels({ body, variables, extras }).values()]
}

describe('fieldLabels', () => {
  it('are the words before each gap', () => {
    expect(
      labelsOf('Olá, {{1}}! Sua consulta está *marcada* para {{2}}, às {{3}}. Podemos confirmar?', [
        '1',
        '2',
        '3',
      ]),
    ).toEqual(['Olá, …', 'Sua consulta está marcada para …', 'às …'])
  })
  it('are few words, of the same sentence', () => {
    expect(labelsOf('Esta é uma frase muito comprida sobre {{1}}', ['1'])).toEqual([
      'uma frase muito comprida sobre …',
    ])
    expect(labelsOf('Tudo certo!\n{{1}}, esperamos você.', ['1'])).toEqual(['… esperamos você'])
  })
  it('are the name of a gap that has one', () => {
    expect(labelsOf('{{nome_paciente}}', ['nome_paciente'])).toEqual(['Nome paciente'])
  })
  it('are not known where nothing stands around the gap, nor told twice', () => {
    expect(labelsOf('{{1}}', ['1'])).toEqual([null])
    expect(labelsOf('às {{1}}, às {{2}}', ['1', '2'])).toEqual(['às …', null])
    expect(labelsOf('Oi', ['1'])).toEqual([null])
  })
  it('come from the title, or from the button whose address has the gap', () => {
    const extras: TemplateExtra[] = [
      { kind: 'title', text: 'Consulta de {{2}}' },
      { kind: 'button', text: 'Entrar' },
      { kind: 'detail', text: 'https://clinica.test/{{3}}' },
    ]
    expect(labelsOf('Olá, {{1}}', ['1', '2', '3'], extras)).toEqual(['Olá, …', 'Consulta de …', 'Entrar: …'])
  })
})
