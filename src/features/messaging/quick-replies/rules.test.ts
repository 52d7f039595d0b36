import { describe, expect, it } from 'vitest'
import {
  draftProblems,
  everyAbility,
  fillIn,
  findReplies,
  normalShortcut,
  unknownVariable,
  valuesFor,
} from './rules'
import { openVariable, putIn, slashAt } from './slash'
import type { QuickReply, QuickReplyDraft } from './types'

const reply = (shortcut: string, more: Partial<QuickReply> = {}): QuickReply => ({
  tenant_id: 't',
  id: `${shortcut}${more.owner_id ?? ''}`,
  owner_id: null,
  shortcut,
  title: 'Resposta',
  body: 'Oi',
  files: [],
  updated_at: '2026-11-20T09:00:00Z',
  ...more,
})

const conversation = {
  contactName: 'Dra. Mariana Lopes',
  isGroup: false,
  clinic: 'Clínica Aurora',
  attendant: 'Rita R.',
}

describe('a text for a conversation', () => {
  it('has the first name of the person, the clinic and who writes', () => {
    expect(fillIn('Oi, {{nome}}! {{clinica}}, {{atendente}}.', valuesFor(conversation))).toBe(
      'Oi, Mariana! Clínica Aurora, Rita.',
    )
  })

  it.each([
    ['nobody knows the name', { ...conversation, contactName: null }],
    ['the name is a phone', { ...conversation, contactName: '+55 11 98765-0001' }],
    ['it is a group', { ...conversation, contactName: 'Família Lopes', isGroup: true }],
  ])('leaves the variable in sight when %s', (_, known) => {
    const text = fillIn('Oi, {{nome}}!', valuesFor(known))
    expect(text).toBe('Oi, {{nome}}!')
    expect(openVariable(text)).toEqual({ start: 4, end: 12 })
  })

  it('takes braces in a name for nothing but a name', () => {
    expect(fillIn('Oi, {{nome}}!', valuesFor({ ...conversation, contactName: '$& {{nome}}' }))).toBe(
      'Oi, {{nome}}!',
    )
  })

  it('sees no open variable in other braces', () => {
    expect(openVariable('{{outra}} {nome} {{ }}')).toBeNull()
  })
})

describe('an unknown variable', () => {
  it.each([
    ['Oi {{nome}}, {{ Clinica }} {{ATENDENTE}}', null],
    ['Oi {{sobrenome}}', '{{sobrenome}}'],
    ['Oi {{nome', '{{'],
    ['Oi nome}}', '}}'],
    ['{{{{nome}}}}', '{{}}'],
    ['{nome}', null],
  ])('in %j is %j', (body, unknown) => expect(unknownVariable(body)).toBe(unknown))
})

describe('the word after "/"', () => {
  it.each([
    ['/', 1, { start: 0, query: '' }],
    ['/end', 4, { start: 0, query: 'end' }],
    ['/end', 2, { start: 0, query: 'e' }],
    ['Olá! /pix', 9, { start: 5, query: 'pix' }],
    ['Olá!\n/pix', 9, { start: 5, query: 'pix' }],
    ['1/2', 3, null],
    ['dia 20/11', 9, null],
    ['https://', 8, null],
    ['//', 2, null],
    ['/dois nomes', 11, null],
    ['', 0, null],
  ])('of %j at %i is %j', (text, caret, found) => expect(slashAt(text, caret)).toEqual(found))

  it('gives its place to the text', () => {
    expect(putIn('Olá! /pix tudo bem?', { start: 5 }, 9, 'Chave: 1')).toEqual({
      text: 'Olá! Chave: 1 tudo bem?',
      caret: 13,
    })
  })
})

describe('what the list shows', () => {
  const replies = [
    reply('endereco', { title: 'Onde estamos', body: 'Rua das Flores, perto do PIX' }),
    reply('pix', { title: 'Chave para pagar' }),
    reply('pix-recibo', { title: 'Recibo' }),
    reply('valor', { title: 'Pix ou cartão' }),
    reply('pix', { owner_id: 'eu', title: 'Minha chave' }),
  ]
  const found = (typed: string) => findReplies(replies, typed).map(({ id }) => id)

  it('goes by shortcut, its beginning, title and words, one’s own first', () => {
    expect(found('pix')).toEqual(['pixeu', 'pix', 'pix-recibo', 'valor', 'endereco'])
  })

  it('is all of them when nothing is typed yet', () => {
    expect(found('')).toEqual(['endereco', 'pixeu', 'pix', 'pix-recibo', 'valor'])
  })

  it('does not mind accents and capitals', () => {
    expect(found('CARTÃO')).toEqual(['valor'])
  })

  it('looks into the words once three letters are typed', () => {
    expect(found('fl')).toEqual([])
    expect(found('flo')).toEqual(['endereco'])
  })

  it('may be nothing', () => expect(found('xyz')).toEqual([]))
})

describe('the form', () => {
  const draft: QuickReplyDraft = {
    id: 'a',
    personal: false,
    shortcut: 'pix',
    title: 'Chave',
    body: 'Oi',
    files: [],
  }
  const problems = (change: Partial<QuickReplyDraft>, others: QuickReply[] = []) =>
    draftProblems({ ...draft, ...change }, others)

  it('takes a good one, with the slash and accents or without', () => {
    expect(problems({ shortcut: ' /Endereço ' })).toEqual({})
    expect(normalShortcut(' /Endereço ')).toBe('endereco')
  })

  it.each([
    [{ shortcut: 'bom dia' }, { shortcut: 'shortcut' }],
    [{ shortcut: '' }, { shortcut: 'shortcut' }],
    [{ shortcut: 'x'.repeat(33) }, { shortcut: 'shortcut' }],
    [{ title: ' a ' }, { title: 'title' }],
    [{ title: 'x'.repeat(81) }, { title: 'title' }],
    [{ body: ' \n' }, { body: 'emptyBody' }],
    [{ body: 'x'.repeat(4097) }, { body: 'longBody' }],
    [{ body: '{{oi}}' }, { body: 'variable' }],
  ])('says what is wrong with %o', (change, expected) => expect(problems(change)).toEqual(expected))

  it('needs no text where a file says it', () => {
    const file = { id: 'f', path: 'p', kind: 'document' as const, mime_type: 'application/pdf', size: 1 }
    const more = { file_name: 'precos.pdf', width: null, height: null, seconds: null }
    expect(problems({ body: ' ', files: [{ ...file, ...more }] })).toEqual({})
  })

  it('knows which shortcuts are taken: the clinic’s and one’s own are two lists', () => {
    expect(problems({}, [reply('pix', { id: 'b' })])).toEqual({ shortcut: 'taken' })
    expect(problems({}, [reply('pix', { id: 'a' })])).toEqual({})
    expect(problems({ personal: true }, [reply('pix', { id: 'b' })])).toEqual({})
  })
})

describe('files that are kept', () => {
  it('are those that some channel sends', () => {
    const one = { mime_types: ['image/jpeg'], max_bytes: 5, takes_caption: true }
    const other = { mime_types: ['image/jpeg', 'image/png'], max_bytes: 3, takes_caption: false }
    const voice = { mime_types: ['audio/ogg'], max_bytes: 1, takes_caption: false }
    expect(
      everyAbility([{ media: { image: one, voice } }, { media: { image: other, document: other } }]),
    ).toEqual({
      image: { mime_types: ['image/jpeg', 'image/png'], max_bytes: 5, takes_caption: true },
      document: other,
    })
  })
})
