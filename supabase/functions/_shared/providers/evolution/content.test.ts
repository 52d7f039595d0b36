import { describe, expect, test } from 'vitest'
import { contents } from '../../../../../local/simulators/evolution/payloads.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { readContent } from './content.ts'
import { unwrap } from './message.ts'

const read = (message: JsonObject) => readContent(unwrap(message))
const card = (interactive: JsonObject) => read({ interactiveMessage: interactive })
const buttons = (...list: { name: string; params: JsonObject }[]) => ({
  nativeFlowMessage: {
    buttons: list.map(({ name, params }) => ({ name, buttonParamsJson: JSON.stringify(params) })),
  },
})
const payment = (settings: Json[], more: JsonObject = {}) =>
  buttons({ name: 'payment_info', params: { currency: 'BRL', payment_settings: settings, ...more } })

describe('PIX', () => {
  const key = { merchant_name: 'Estúdio', key: '+5511900000000', key_type: 'phone' }

  test('a key: who receives, what kind of key, the key', () => {
    expect(card(payment([{ type: 'pix_static_code', pix_static_code: key }]))).toMatchObject({
      kind: 'pix',
      body: 'PIX · Estúdio · +5511900000000',
      content: {
        pix: { name: 'Estúdio', key_type: 'PHONE', key: '+5511900000000', code: null, amount: null },
      },
    })
  })

  test('a payment: code and amount, with what was written above', () => {
    const setting = { type: 'pix_dynamic_code', pix_dynamic_code: { ...key, code: '000201…' } }
    const shown = card({
      body: { text: 'Sua consulta' },
      ...payment([{ type: 'cards' }, setting], { total_amount: { value: 15000, offset: 100 } }),
    })
    expect(shown).toMatchObject({
      kind: 'pix',
      body: 'Sua consulta\nPIX · Estúdio · +5511900000000 · R$ 150,00',
      content: { note: 'Sua consulta', pix: { code: '000201…', amount: 15000 } },
    })
  })

  test('a code behind a button that copies it', () => {
    const code = '00020126580014BR.GOV.BCB.PIX0136'
    const shown = card(
      buttons({ name: 'cta_copy', params: { display_text: 'Copiar código', copy_code: code } }),
    )
    expect(shown).toMatchObject({ kind: 'pix', content: { pix: { code, key: null } } })
  })

  test('other ways to pay say what is to be paid and how', () => {
    const setting = {
      type: 'boleto',
      boleto: { digitable_line: '03399026944140000002628346101018898510000008848' },
    }
    const params = { total_amount: { value: 9990, offset: 100 }, order: { items: [{ name: 'Consulta' }] } }
    expect(card(payment([setting], params))).toMatchObject({
      kind: 'order',
      body: 'Consulta\nR$ 99,90\n03399026944140000002628346101018898510000008848',
    })
  })

  test.each(['', 'null', '[', '{"payment_settings":"x"}'])('parameters that say nothing: %s', (params) => {
    const button = { name: 'payment_info', buttonParamsJson: params }
    expect(card({ nativeFlowMessage: { buttons: [button] } })).toMatchObject({ kind: 'unsupported' })
  })
})

describe('what businesses write', () => {
  const filled: JsonObject = {
    hydratedTitleText: 'Lembrete',
    hydratedContentText: 'Amanhã às 9h',
    hydratedFooterText: 'Laboratório',
    hydratedButtons: [
      { quickReplyButton: { displayText: 'Confirmar' } },
      { urlButton: { displayText: 'Ver mapa', url: 'https://x.test' } },
      { callButton: { displayText: 'Ligar' } },
    ],
  }
  const shown = {
    kind: 'text',
    body: 'Amanhã às 9h',
    content: { header: 'Lembrete', footer: 'Laboratório', buttons: ['Confirmar', 'Ver mapa', 'Ligar'] },
  }
  const interactive: JsonObject = {
    header: { title: 'Lembrete' },
    body: { text: 'Amanhã às 9h' },
    footer: { text: 'Laboratório' },
    ...buttons(
      { name: 'quick_reply', params: { display_text: 'Confirmar' } },
      { name: 'cta_url', params: { display_text: 'Ver mapa' } },
      { name: 'cta_call', params: { display_text: 'Ligar' } },
    ),
  }

  test.each<[string, JsonObject]>([
    ['a template', { templateMessage: { hydratedTemplate: filled } }],
    ['a template of four rows', { templateMessage: { hydratedFourRowTemplate: filled } }],
    ['a template that is interactive', { templateMessage: { interactiveMessageTemplate: interactive } }],
    ['an interactive message', { interactiveMessage: interactive }],
    [
      'a named template, filled in',
      { highlyStructuredMessage: { hydratedHsm: { hydratedTemplate: filled } } },
    ],
    [
      'buttons',
      {
        buttonsMessage: {
          headerText: 'Lembrete',
          contentText: 'Amanhã às 9h',
          footerText: 'Laboratório',
          buttons: ['Confirmar', 'Ver mapa', 'Ligar'].map((displayText) => ({ buttonText: { displayText } })),
        },
      },
    ],
    [
      'a list',
      {
        listMessage: {
          title: 'Lembrete',
          description: 'Amanhã às 9h',
          footerText: 'Laboratório',
          sections: [
            { rows: [{ title: 'Confirmar' }, { title: 'Ver mapa' }] },
            { rows: [{ title: 'Ligar' }] },
          ],
        },
      },
    ],
  ])('%s', (_name, message) => {
    expect(read(message)).toMatchObject(shown)
  })

  test('a template of four rows that is named only says its values', () => {
    const content = { elementName: 'lembrete', params: ['Ana', '9h'] }
    expect(read({ templateMessage: { fourRowTemplate: { content } } }).body).toBe('Ana\n9h')
  })

  test('a picture above the text', () => {
    const message = {
      ...interactive,
      header: { imageMessage: { mimetype: 'image/png', fileLength: 10 }, hasMediaAttachment: true },
    }
    expect(card(message)).toMatchObject({
      kind: 'image',
      body: 'Amanhã às 9h',
      media: { mime_type: 'image/png', size: 10, state: 'remote' },
    })
  })

  test('a carousel, card by card', () => {
    const cards: Json[] = [
      { header: { title: 'Plano A' }, body: { text: 'Quatro' } },
      { body: { text: 'Oito' } },
      { header: { title: 'Plano C' } },
    ]
    expect(card({ body: { text: 'Planos' }, carouselMessage: { cards } }).body).toBe(
      'Planos\nPlano A: Quatro\nOito\nPlano C',
    )
  })

  test('nothing to read is called so', () => {
    expect(card({ body: { text: ' ' } })).toMatchObject({
      kind: 'unsupported',
      content: { type: 'interactiveMessage' },
    })
  })
})

describe('answers', () => {
  const answer = (name: string, params: JsonObject, text = 'Sent') =>
    read({
      interactiveResponseMessage: {
        body: { text },
        nativeFlowResponseMessage: { name, paramsJson: JSON.stringify(params) },
      },
    })

  test('a form, in the words that the clinic gave its fields', () => {
    const shown = answer('flow', {
      flow_token: 't1',
      screen_0_Nome_completo_0: 'Ana',
      screen_0_Convenio_1: ['0_Particular', '2_Plano_A'],
      data: { dia: '2026-12-03', aceita: true },
      vazio: '',
    })
    expect(shown).toMatchObject({
      kind: 'form',
      body: 'Nome completo: Ana\nConvenio: Particular, Plano A\ndia: 2026-12-03\naceita: true',
    })
    expect(shown.content).toMatchObject({ answers: [{ name: 'Nome completo', value: 'Ana' }, {}, {}, {}] })
  })

  test('a form that has a field "id" is a form still', () => {
    expect(answer('flow', { flow_token: 't', id: '7' })).toMatchObject({ kind: 'form', body: 'id: 7' })
  })

  test('a form without answers says that it was answered, and nothing in English', () => {
    expect(answer('flow', { flow_token: 't' })).toMatchObject({ kind: 'form', body: null })
  })

  test('a quick reply says what was pressed', () => {
    expect(answer('quick_reply', { id: 'sim' }, 'Sim')).toMatchObject({ kind: 'button', body: 'Sim' })
  })
})

test.each(['viewOnceMessage', 'viewOnceMessageV2', 'viewOnceMessageV2Extension'])(
  '%s without its content can be seen on the phone only',
  (name) => {
    expect(read({ [name]: { message: {} } })).toMatchObject({
      kind: 'view_once',
      content: { view_once: true },
    })
  },
)

test('a view-once photo is a photo', () => {
  expect(read({ viewOnceMessageV2: { message: { imageMessage: {} } } })).toMatchObject({
    kind: 'image',
    content: { view_once: true },
  })
})

test("the simulator's patient sends them as they are read", () => {
  const sent = [
    contents.pixKey({ name: 'Ana', key: 'a@x.test', type: 'EMAIL' }),
    contents.formAnswer({ nome: 'Ana' }),
    contents.viewOnceOnPhone(),
  ]
  expect(sent.map(({ message }) => read(message as JsonObject).kind)).toEqual(['pix', 'form', 'view_once'])
})

test('a film that WhatsApp plays as a GIF is marked, others are not', () => {
  const film = { mimetype: 'video/mp4', seconds: 3 }
  expect(read({ videoMessage: { ...film, gifPlayback: true } }).media).toMatchObject({ gif: true })
  expect(read({ videoMessage: { ...film, gifPlayback: false } }).media).not.toHaveProperty('gif')
})
