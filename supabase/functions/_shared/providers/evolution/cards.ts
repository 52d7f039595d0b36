import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from '../../platform/json.ts'
import { centsOf, parametersOf, pixLine, pixOf, reais } from './pix.ts'

/** What businesses write with headers, buttons and cards, in the parts that a person reads. */
export interface Card {
  header: string | null
  text: string | null
  footer: string | null
  buttons: string[]
  /** The header's file: a message with `imageMessage` and the like. */
  media: JsonObject
  /** A PIX key or payment that the card carries. */
  kind?: 'pix' | 'order'
  content?: JsonObject
}

const mostItems = 100

type CardReader = (body: JsonObject) => Card

/** One reader a content type that shows a card. */
export const cardReaders = new Map<string, CardReader>(
  Object.entries<CardReader>({
    buttonsMessage: (body) =>
      card({
        header: textAt(body, 'headerText') ?? textAt(body, 'text'),
        text: textAt(body, 'contentText'),
        footer: textAt(body, 'footerText'),
        buttons: labelsOf(listAt(body, 'buttons')),
        media: body,
      }),
    listMessage: (body) =>
      card({
        header: textAt(body, 'title'),
        text: textAt(body, 'description'),
        footer: textAt(body, 'footerText'),
        buttons: listAt(body, 'sections').flatMap((section) => labelsOf(listAt(section, 'rows'))),
      }),
    interactiveMessage: interactive,
    templateMessage: template,
    highlyStructuredMessage: structured,
  }),
)

function card(parts: Partial<Card>): Card {
  const buttons = (parts.buttons ?? []).slice(0, mostItems)
  return { header: null, text: null, footer: null, media: {}, ...parts, buttons }
}

/** The forms of a template: filled in by the sender, or with its gaps still named by the receiver's phone. */
function template(body: JsonObject): Card {
  const inner = objectAt(body, 'interactiveMessageTemplate')
  if (Object.keys(inner).length > 0) return interactive(inner)
  const filled = ['hydratedTemplate', 'hydratedFourRowTemplate'].map((name) => objectAt(body, name))
  const hydrated = filled.find((one) => Object.keys(one).length > 0)
  if (hydrated) {
    return card({
      header: textAt(hydrated, 'hydratedTitleText'),
      text: textAt(hydrated, 'hydratedContentText'),
      footer: textAt(hydrated, 'hydratedFooterText'),
      buttons: labelsOf(listAt(hydrated, 'hydratedButtons')),
      media: hydrated,
    })
  }
  const fourRow = objectAt(body, 'fourRowTemplate')
  return card({
    header: structured(objectAt(fourRow, 'highlyStructuredMessage')).text,
    text: structured(objectAt(fourRow, 'content')).text,
    footer: structured(objectAt(fourRow, 'footer')).text,
    buttons: labelsOf(listAt(fourRow, 'buttons')),
    media: fourRow,
  })
}

/** A template named, not written out: its values are all that the message says. */
function structured(body: JsonObject): Card {
  const hydrated = objectAt(body, 'hydratedHsm')
  if (Object.keys(hydrated).length > 0) return template(hydrated)
  const values = listAt(body, 'params').filter((value) => typeof value === 'string')
  return card({ text: values.join('\n') || textAt(body, 'elementName') })
}

function interactive(body: JsonObject): Card {
  const header = objectAt(body, 'header')
  const buttons = listAt(objectAt(body, 'nativeFlowMessage'), 'buttons').filter(isObject)
  const parameters = buttons.map(parametersOf)
  const shown = card({
    header: textAt(header, 'title') ?? textAt(header, 'subtitle'),
    text: textAt(objectAt(body, 'body'), 'text'),
    footer: textAt(objectAt(body, 'footer'), 'text'),
    buttons: labelsOf(parameters),
    media: header,
  })
  const paid = pixOf(parameters)
  if (paid !== null) {
    const note = shown.text ?? shown.header
    const text = [note, pixLine(paid)].filter((line) => line !== null).join('\n')
    return { ...shown, text, header: null, kind: 'pix', content: { pix: paid, ...(note ? { note } : {}) } }
  }
  const order = parameters.find((one) => centsOf(one) !== null || 'order' in one)
  if (order) return { ...shown, text: shown.text ?? orderText(order), kind: 'order' }
  const cards = listAt(objectAt(body, 'carouselMessage'), 'cards').filter(isObject).slice(0, mostItems)
  if (cards.length === 0) return shown
  const lines = [shown.text, ...cards.map(carouselLine)].filter((line) => line !== null && line !== '')
  return { ...shown, text: lines.join('\n') || null }
}

/** "Plano A: Quatro sessões". */
function carouselLine(one: JsonObject): string {
  const { header, text, footer, buttons } = interactive(one)
  return [header, text].filter((part) => part !== null).join(': ') || (footer ?? buttons.join(', '))
}

/** What is to be paid: the items, the total, and where that is given the digits of a boleto or a link. */
function orderText(parameters: JsonObject): string | null {
  const items = listAt(objectAt(parameters, 'order'), 'items').flatMap((item) => textAt(item, 'name') ?? [])
  const settings = listAt(parameters, 'payment_settings').flatMap((setting) => [
    textAt(objectAt(setting, 'boleto'), 'digitable_line') ?? [],
    textAt(objectAt(setting, 'payment_link'), 'uri') ?? [],
  ])
  const cents = centsOf(parameters)
  return [...items, ...(cents === null ? [] : [reais(cents)]), ...settings.flat()].join('\n') || null
}

/** What buttons and rows are called, in the spellings of all generations of them. */
function labelsOf(list: readonly Json[]): string[] {
  return list.flatMap((item) => {
    const kinds = ['quickReplyButton', 'urlButton', 'callButton', 'buttonText']
    const inner = kinds.map((name) => textAt(objectAt(item, name), 'displayText'))
    const own = ['display_text', 'title', 'displayText'].map((name) => textAt(item, name))
    return [...inner, ...own].find((label) => label !== null) ?? []
  })
}
