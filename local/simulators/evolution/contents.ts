import type { Content, Fields, MessageKey } from './envelope.ts'

function plain(messageType: string, fields: unknown): Content {
  return { messageType, message: { [messageType]: fields }, contextInfo: null }
}

export const text = (body: string): Content => plain('conversation', body)

/** Text as the first version and Evolution Go write it, with its context inside. */
export const extendedText = (body: string, contextInfo: Fields = {}): Content => ({
  messageType: 'extendedTextMessage',
  message: { extendedTextMessage: { text: body, contextInfo } },
})

/** The same content as an answer to another message. */
export function replying(
  content: Content,
  quoted: { id: string; author: string; message?: Fields },
): Content {
  const contextInfo = {
    ...content.contextInfo,
    stanzaId: quoted.id,
    participant: quoted.author,
    quotedMessage: quoted.message ?? { conversation: '' },
  }
  return { ...content, contextInfo }
}

/** The same content marked as forwarded. */
export function forwarded(content: Content, score = 1): Content {
  return { ...content, contextInfo: { ...content.contextInfo, isForwarded: true, forwardingScore: score } }
}

export const location = (at: {
  latitude: number
  longitude: number
  name?: string
  address?: string
}): Content =>
  plain('locationMessage', {
    degreesLatitude: at.latitude,
    degreesLongitude: at.longitude,
    ...(at.name ? { name: at.name } : {}),
    ...(at.address ? { address: at.address } : {}),
  })

export const liveLocation = (at: { latitude: number; longitude: number; caption?: string }): Content =>
  plain('liveLocationMessage', {
    degreesLatitude: at.latitude,
    degreesLongitude: at.longitude,
    accuracyInMeters: 12,
    sequenceNumber: '1757208712000001',
    ...(at.caption ? { caption: at.caption } : {}),
  })

const vcard = (person: { name: string; phone: string }): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${person.name};;;`,
    `FN:${person.name}`,
    `item1.TEL;waid=${person.phone}:+${person.phone}`,
    'item1.X-ABLabel:Celular',
    'END:VCARD',
  ].join('\n')

export const contact = (person: { name: string; phone: string }): Content =>
  plain('contactMessage', { displayName: person.name, vcard: vcard(person) })

export const contacts = (people: readonly { name: string; phone: string }[]): Content =>
  plain('contactsArrayMessage', {
    displayName: `${people.length} contatos`,
    contacts: people.map((person) => ({ displayName: person.name, vcard: vcard(person) })),
  })

/** A reaction to another message; an empty emoji takes the reaction back. */
export const reaction = (options: { key: MessageKey; emoji: string; at?: Date }): Content => {
  const { remoteJid, fromMe, id } = options.key
  return plain('reactionMessage', {
    key: { remoteJid, fromMe, id },
    text: options.emoji,
    senderTimestampMs: String((options.at ?? new Date()).getTime()),
  })
}

export const buttonReply = (button: { id: string; text: string }): Content =>
  plain('buttonsResponseMessage', {
    selectedButtonId: button.id,
    selectedDisplayText: button.text,
    type: 'DISPLAY_TEXT',
    contextInfo: {},
  })

export const templateButtonReply = (button: { id: string; text: string; index?: number }): Content =>
  plain('templateButtonReplyMessage', {
    selectedId: button.id,
    selectedDisplayText: button.text,
    selectedIndex: button.index ?? 0,
  })

export const listReply = (row: { id: string; title: string; description?: string }): Content =>
  plain('listResponseMessage', {
    title: row.title,
    listType: 'SINGLE_SELECT',
    singleSelectReply: { selectedRowId: row.id },
    ...(row.description ? { description: row.description } : {}),
  })

export const interactiveReply = (choice: { id: string; text: string }): Content =>
  plain('interactiveResponseMessage', {
    body: { text: choice.text },
    nativeFlowResponseMessage: {
      name: 'quick_reply',
      paramsJson: JSON.stringify({ id: choice.id, display_text: choice.text }),
      version: 3,
    },
  })

export const poll = (options: { question: string; choices: readonly string[] }): Content =>
  plain('pollCreationMessageV3', {
    name: options.question,
    options: options.choices.map((optionName) => ({ optionName })),
    selectableOptionsCount: 1,
  })

export const album = (count: { images: number; videos: number }): Content =>
  plain('albumMessage', { expectedImageCount: count.images, expectedVideoCount: count.videos })

/** The first message of somebody who came through an advertisement. */
export const fromAd = (body: string, ad: { clickId: string; title: string; sourceUrl: string }): Content => ({
  messageType: 'conversation',
  message: { conversation: body },
  contextInfo: {
    externalAdReply: {
      title: ad.title,
      body: 'Agende sua primeira sessão',
      mediaType: 2,
      sourceType: 'ad',
      sourceId: '120239000000000192',
      sourceUrl: ad.sourceUrl,
      sourceApp: 'facebook',
      ctwaClid: ad.clickId,
      showAdAttribution: true,
    },
    conversionSource: 'FB_Ads',
    entryPointConversionSource: 'ctwa_ad',
    entryPointConversionApp: 'facebook',
  },
})

const wrapped = (wrapper: string, content: Content): Content => ({
  messageType: wrapper,
  message: { [wrapper]: { message: content.message } },
  contextInfo: content.contextInfo ?? null,
})

/** A message that disappears: the content is one level down. */
export const ephemeral = (content: Content): Content => wrapped('ephemeralMessage', content)

export const viewOnce = (content: Content): Content => wrapped('viewOnceMessageV2', content)

/** Housekeeping between devices; nothing to show. */
export const protocol = (type = 3): Content => plain('protocolMessage', { type })

/** The order of a catalogue: shown by a label, not by content. */
export const order = (): Content =>
  plain('orderMessage', { orderId: '1234567890', itemCount: 2, status: 'INQUIRY', orderTitle: 'Pedido' })

/** A card with a PIX key, as the app of WhatsApp in Brazil sends it. */
export const pixKey = (pix: { name: string; key: string; type: string }): Content =>
  plain('interactiveMessage', {
    nativeFlowMessage: {
      buttons: [
        {
          name: 'payment_info',
          buttonParamsJson: JSON.stringify({
            currency: 'BRL',
            total_amount: { value: 0, offset: 100 },
            payment_settings: [
              {
                type: 'pix_static_code',
                pix_static_code: { merchant_name: pix.name, key: pix.key, key_type: pix.type },
              },
            ],
          }),
        },
      ],
      messageParamsJson: '',
    },
  })

/** An answered form. */
export const formAnswer = (answers: Record<string, string>): Content =>
  plain('interactiveResponseMessage', {
    body: { text: 'Sent', format: 'EXTENSIONS_1' },
    nativeFlowResponseMessage: {
      name: 'flow',
      version: 3,
      paramsJson: JSON.stringify({ flow_token: 'demo', ...answers }),
    },
  })

/** Something that can be seen once, and on the phone only. */
export const viewOnceOnPhone = (): Content => ({
  messageType: 'viewOnceMessageV2',
  message: { viewOnceMessageV2: { message: {} } },
  contextInfo: null,
})

/** A kind of message that nobody has heard of yet. */
export const unknown = (): Content => plain('holographicMessage', { version: 9, payload: 'AAEC' })
