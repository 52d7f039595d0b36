import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWhatsAppText, plainWhatsAppText, type TextNode } from './whatsapp-text'

const tags = { bold: 'b', italic: 'i', strike: 's' }

/** Nodes in a notation that is easy to read in a test. */
function show(nodes: TextNode[]): string {
  return nodes.map(showNode).join('')
}

function showNode(node: TextNode): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'link':
      return `[${node.text}]`
    case 'code':
      return node.inline ? `<c>${node.text}</c>` : `<pre>${node.text}</pre>`
    default:
      return `<${tags[node.type]}>${show(node.children)}</${tags[node.type]}>`
  }
}

const read = (body: string) => show(parseWhatsAppText(body))

describe('parseWhatsAppText', () => {
  it.each([
    ['*oi*', '<b>oi</b>'],
    ['_oi_ ~tchau~', '<i>oi</i> <s>tchau</s>'],
    ['Consulta *amanhã*, às _15h_.', 'Consulta <b>amanhã</b>, às <i>15h</i>.'],
    ['(*oi*)', '(<b>oi</b>)'],
    ['*a b* e *c*', '<b>a b</b> e <b>c</b>'],
    ['**oi**', '*<b>oi</b>*'],
  ])('formats %s', (body, expected) => expect(read(body)).toBe(expected))

  it.each([
    ['*_oi_*', '<b><i>oi</i></b>'],
    ['*negrito e _itálico ~riscado~_*', '<b>negrito e <i>itálico <s>riscado</s></i></b>'],
    ['*a _b* c_', '<b>a _b</b> c_'],
    ['*a *b* c*', '<b>a *b</b> c*'],
  ])('nests %s', (body, expected) => expect(read(body)).toBe(expected))

  it.each([
    '*oi',
    'oi*',
    '* oi *',
    '**',
    '***',
    '5 * 3 * 2',
    '2*3*4',
    'um_nome_de_arquivo.pdf',
    'R$ 10_000_',
    '*linha\noutra*',
    '``',
    '` `',
    '``` ```',
    '`',
    ' *',
  ])('leaves %j alone', (body) => expect(parseWhatsAppText(body)).toEqual([{ type: 'text', text: body }]))

  it('takes code as it was typed, over lines in a block', () => {
    expect(read('`*a*` e *b*')).toBe('<c>*a*</c> e <b>b</b>')
    expect(read('```\nlinha *1*\nlinha 2\n```')).toBe('<pre>linha *1*\nlinha 2</pre>')
    expect(read('antes ```https://zelo.app``` depois')).toBe('antes <pre>https://zelo.app</pre> depois')
    expect(read('*a `b* c`')).toBe('*a <c>b* c</c>')
  })

  it('leaves addresses whole and formats around them', () => {
    expect(read('https://x.com/a_b_c e _oi_')).toBe('[https://x.com/a_b_c] e <i>oi</i>')
    expect(read('*https://x.com/a*')).toBe('<b>[https://x.com/a]</b>')
    expect(read('_veja https://x.com/_a_b aqui_')).toBe('<i>veja [https://x.com/_a_b] aqui</i>')
  })

  it('knows letters of every script, and emoji', () => {
    expect(read('*مرحبا* שלום_עולם_')).toBe('<b>مرحبا</b> שלום_עולם_')
    expect(read('_𝒜_ *日本*')).toBe('<i>𝒜</i> <b>日本</b>')
    expect(read('*😀 oi 👨‍👩‍👧‍👦* 🎉_ok_🎉')).toBe('<b>😀 oi 👨‍👩‍👧‍👦</b> 🎉<i>ok</i>🎉')
    expect(read('joa\u0303*o*')).toBe('joa\u0303*o*')
  })

  it('only ever takes marks away', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('*', '_', '~', '`', '```', '\n', ' ', 'a', 'https://x.com/_y'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const body = pieces.join('')
        const letters = (text: string) => text.replace(/[*_~`\n]/g, '')
        expect(letters(plainWhatsAppText(body))).toBe(letters(body))
      }),
    )
  })

  it('reads a long text full of marks at once', () => {
    const began = performance.now()
    for (const mark of ['*a ', '_a ~b *c ', '`a ', '```a ', '``` ', '` ', '*a*', '_*'])
      parseWhatsAppText(mark.repeat(20_000))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('plainWhatsAppText', () => {
  it('is what is read', () => {
    expect(plainWhatsAppText('*Olá*, _Ana_: `15h` em https://x.com/a_b')).toBe(
      'Olá, Ana: 15h em https://x.com/a_b',
    )
  })
})
