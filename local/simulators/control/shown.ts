import type { MessageKind } from '../core/phones.ts'
import type { PatientMessage } from './patient-message.ts'

const kinds = new Set([
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contact',
  'button',
  'list',
])

/** What the phone shows for a message of a given type. */
export const kindOf = ({ type }: PatientMessage): MessageKind =>
  type === 'gif' ? 'video' : kinds.has(type) ? (type as MessageKind) : type === 'other' ? 'other' : 'text'

/** What somebody answers who fills in the example form. */
export const demoAnswers = { nome: 'Pessoa Exemplo', convenio: 'Particular', dia: '2026-12-03' }

/** The line the phone shows for a message. */
export const textOf = (message: PatientMessage): string =>
  message.text ||
  message.button?.text ||
  message.list?.title ||
  message.location?.name ||
  message.contact?.name ||
  ''
