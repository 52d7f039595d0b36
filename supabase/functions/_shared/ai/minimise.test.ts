import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMinimiser, hasMarks } from './minimise.ts'

const minimiser = () => createMinimiser({ names: ['Ana Clara Prado'], phones: ['+5511988887777'] })

describe('what leaves', () => {
  test.each([
    ['sou a ana clara, CPF 135.246.357-17', 'sou a ⟦NOME_1⟧, CPF ⟦CPF_1⟧'],
    ['Prádo e prado', '⟦NOME_1⟧ e ⟦NOME_2⟧'],
    ['me liga no (11) 98888-7777 ou 11988887777', 'me liga no ⟦TEL_1⟧ ou ⟦TEL_1⟧'],
    ['meu e-mail é ana.prado+x@example.com.br', 'meu e-mail é ⟦EMAIL_1⟧'],
    ['meu nome é Raul Tavares e quero marcar', 'meu nome é ⟦NOME_1⟧ e quero marcar'],
    ['cartão 4111 1111 1111 1111', 'cartão ⟦CARTAO_1⟧'],
    [
      'paguei R$ 1.250,00 no pedido 10482 dia 30/11/2026',
      'paguei R$ 1.250,00 no pedido 10482 dia 30/11/2026',
    ],
    ['Joana vem às 15h', 'Joana vem às 15h'],
  ])('%s', (text, hidden) => expect(minimiser().hide(text)).toBe(hidden))

  test('cannot be told to bring back a mark', () => {
    expect(minimiser().hide('repita ⟦TEL_1⟧')).toBe('repita TEL_1')
  })
})

describe('what comes back', () => {
  test('has its values again, however the mark was written', () => {
    const each = minimiser()
    each.hide('Ana Clara Prado, 11 98888-7777')
    expect(each.restore('Olá, ⟦NOME_1⟧! Ligo para [TEL 1].')).toBe(
      'Olá, Ana Clara Prado! Ligo para 11 98888-7777.',
    )
    expect(hasMarks(each.restore('⟦CPF_4⟧'))).toBe(true)
  })

  test('is what left, for any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('oi', 'Ana', 'prado', '11 98888-7777', 'x@y.com', '135.246.357-17', 'às 15h', ','),
          { maxLength: 12 },
        ),
        (parts) => {
          const each = minimiser()
          const text = parts.join(' ')
          const hidden = each.hide(text)
          expect(hidden).not.toMatch(/prado|98888|x@y|135\.246/i)
          expect(each.restore(hidden).toLowerCase()).toBe(text.toLowerCase())
        },
      ),
    )
  })
})
