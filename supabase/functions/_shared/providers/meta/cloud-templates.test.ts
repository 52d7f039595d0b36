import { expect, test } from 'vitest'
import { cloudTemplatesOn, nextCursorOf, templateComponents } from './cloud-templates.ts'

const template = (components: object[], more: object = {}) => ({
  data: [
    {
      id: '1689000000000063',
      name: 'lembrete',
      language: 'pt_BR',
      status: 'APPROVED',
      category: 'UTILITY',
      components,
      ...more,
    },
  ],
})

test('named and numbered variables, with their examples', () => {
  const named = cloudTemplatesOn(
    template([
      {
        type: 'BODY',
        text: 'Olá, {{nome}}! É {{dia}}.',
        example: { body_text_named_params: [{ param_name: 'nome', example: 'Ana' }] },
      },
      { type: 'FOOTER', text: 'Clínica' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Confirmar' }] },
    ]),
  )
  expect(named).toMatchObject([
    {
      external_id: '1689000000000063',
      status: 'approved',
      category: 'utility',
      variables: [
        { key: 'nome', example: 'Ana' },
        { key: 'dia', example: '' },
      ],
      extras: [
        { kind: 'footer', text: 'Clínica' },
        { kind: 'button', text: 'Confirmar' },
      ],
    },
  ])
  expect(templateComponents({ nome: 'Ana', dia: 'terça' })).toEqual([
    {
      type: 'body',
      parameters: [
        { type: 'text', parameter_name: 'nome', text: 'Ana' },
        { type: 'text', parameter_name: 'dia', text: 'terça' },
      ],
    },
  ])
  expect(templateComponents({ 2: 'dez', 10: 'x', 1: 'Ana' })).toEqual([
    { type: 'body', parameters: ['Ana', 'dez', 'x'].map((text) => ({ type: 'text', text })) },
  ])
})

test('a title and an address behind a button have variables of their own', () => {
  const [found] = cloudTemplatesOn(
    template([
      { type: 'HEADER', format: 'TEXT', text: 'Oi, {{1}}' },
      { type: 'BODY', text: 'Seu dia: {{1}}' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Ver', url: 'https://x.test/{{1}}' }] },
    ]),
  )
  expect(found?.variables.map(({ key }) => key)).toEqual(['1', 'title_1', 'button0_1'])
  expect(found?.extras).toContainEqual({ kind: 'title', text: 'Oi, {{title_1}}' })
  expect(templateComponents({ 1: 'terça', title_1: 'Ana', button0_1: 'abc' })).toEqual([
    { type: 'header', parameters: [{ type: 'text', text: 'Ana' }] },
    { type: 'body', parameters: [{ type: 'text', text: 'terça' }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'abc' }] },
  ])
})

test('what a clinic cannot write by hand is left out', () => {
  expect(
    cloudTemplatesOn(
      template([
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'x' },
      ]),
    ),
  ).toEqual([])
  expect(
    cloudTemplatesOn(template([{ type: 'BODY', text: '{{1}}' }], { category: 'AUTHENTICATION' })),
  ).toEqual([])
  expect(cloudTemplatesOn(template([{ type: 'BUTTONS' }]))).toEqual([])
  expect(cloudTemplatesOn(null)).toEqual([])
})

test('the next page is asked for by its cursor, and the last one has none', () => {
  const cursors = { before: 'A', after: 'B' }
  expect(nextCursorOf({ paging: { cursors, next: 'https://anybody.test/' } })).toBe('B')
  expect(nextCursorOf({ paging: { cursors } })).toBeNull()
})
