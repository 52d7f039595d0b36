import { describe, expect, it } from 'vitest'
import { choicesOf, combinationsOf, emptyVariant, suggestedSku, typedCents, variantsOf } from './rules'

describe('typedCents', () => {
  it.each([
    ['49,90', 4990],
    ['R$ 1.250,5', 125050],
    ['12', 1200],
    ['0', 0],
    ['1,234', null],
    ['', null],
    ['dez', null],
  ])('reads %j', (text, cents) => expect(typedCents(text)).toBe(cents))
})

describe('choicesOf', () => {
  it('takes each choice once, in its order', () =>
    expect(choicesOf(' 10 ml, 30  ml;10 ML,, ')).toEqual(['10 ml', '30 ml']))
})

describe('suggestedSku', () => {
  it.each([
    ['Óleo de lavanda', ['10 ml'], 'OLE-LAV-10ML'],
    ['Baralho das emoções', [], 'BAR-DAS-EMO'],
    ['  ', [], ''],
  ])('of %j is %j', (name, choices, sku) => expect(suggestedSku(name, choices)).toBe(sku))
})

describe('variantsOf', () => {
  const size = { name: 'Tamanho', choices: ['P', 'M'] }
  const color = { name: 'Cor', choices: ['Azul'] }

  it('is every combination', () => {
    expect(combinationsOf([])).toEqual([[]])
    expect(combinationsOf([size, color])).toEqual([
      ['P', 'Azul'],
      ['M', 'Azul'],
    ])
  })

  it('keeps what was typed, and begins new ones as the first', () => {
    let count = 0
    const newId = () => `new-${(count += 1)}`
    const only = { ...emptyVariant('a'), sku: 'CAM', price: '10,00' }
    const two = variantsOf('Camiseta', [size], [only], newId)
    expect(two.map(({ id, sku, price }) => [id, sku, price])).toEqual([
      ['a', 'CAM', '10,00'],
      ['new-1', 'CAM-M', '10,00'],
    ])
    const again = variantsOf('Camiseta', [{ ...size, choices: ['M', 'G'] }], two, newId)
    expect(again.map(({ id }) => id)).toEqual(['new-1', 'new-2'])
  })
})
