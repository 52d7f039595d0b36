import { createHash } from 'node:crypto'
import { HTTPException } from 'hono/http-exception'
import type { Delivery } from '../core/deliveries.ts'
import type { MediaFile } from '../core/media.ts'
import { oggOpus } from '../core/ogg.ts'
import { sampleFile } from '../core/sample-files.ts'
import { sampleFor } from '../core/samples.ts'
import { sid } from '../core/ids.ts'
import { demo } from '../demo.ts'
import { metaAccounts } from '../meta/accounts.ts'
import type { Simulators } from '../simulators.ts'
import type { PatientMessage } from './patient-message.ts'
import { kindOf } from './shown.ts'

/** Fills in what a short request leaves open. */
function complete(message: PatientMessage, simulators: Simulators): PatientMessage {
  const person = simulators.world.phones.person(message.from)
  const name = message.pushName ?? message.name ?? person?.name
  const lid = message.lid === true ? (person?.lid ?? lidOf(message.from)) : message.lid
  const common = { ...message, name, lid }
  if (message.type === 'reply') return { ...common, type: 'text', replyTo: message.replyTo ?? message.target }
  if (message.type === 'location' && !message.location)
    return { ...common, location: { latitude: -23.5614, longitude: -46.6559, name: 'Av. Paulista, 1578' } }
  if (message.type === 'contact' && !message.contact)
    return { ...common, contact: { name: 'Marina Duarte', phone: '5511977776666' } }
  if (message.type === 'button' && !message.button)
    return { ...common, button: { id: 'confirmar', text: message.text || 'Confirmar' } }
  if (message.type === 'list' && !message.list)
    return { ...common, list: { id: 'manha', title: message.text || 'Manhã', description: '8h às 12h' } }
  if (message.type === 'pix') return { ...common, text: message.text || 'Chave PIX: pix@exemplo.test' }
  if (message.type === 'form') return { ...common, text: message.text || 'Formulário respondido' }
  if (message.type === 'viewOnce') return { ...common, text: message.text || 'Foto de visualização única' }
  return common
}

/** A LID that always belongs to the same phone. */
const lidOf = (phone: string): string =>
  `${BigInt(`0x${createHash('sha256').update(phone).digest('hex').slice(0, 11)}`) + 10n ** 14n}@lid`

async function fileOf(message: PatientMessage, simulators: Simulators): Promise<MediaFile | undefined> {
  const { base64, opusPackets, mimetype, fileName, sample: name } = message.media ?? {}
  const needed = sampleFor(kindOf(message))
  if (!needed) return undefined
  const sample = name === undefined ? needed : sampleFile(name)
  const voice = opusPackets && oggOpus(opusPackets.map((packet) => Buffer.from(packet, 'base64')))
  const given = voice ?? (base64 ? Buffer.from(base64.replace(/^data:[^,]*,/, ''), 'base64') : undefined)
  return simulators.world.media.add(given ?? sample.bytes, {
    id: sid('ME'),
    mimetype: (given && !voice ? mimetype : undefined) ?? sample.mimetype,
    fileName: fileName ?? sample.fileName,
  })
}

/** Lets a patient write, through whichever provider. */
export async function receiveFromPatient(
  request: PatientMessage,
  simulators: Simulators,
): Promise<{ id: string; delivery: Delivery | undefined }> {
  const message = complete(request, simulators)
  const { evolution, twilio, patients } = simulators
  if (message.provider === 'evolution') {
    const instance = evolution.instances.get(message.instance ?? message.account ?? demo.evolution.instance)
    if (!instance) throw new HTTPException(404, { message: 'No such Evolution instance.' })
    return patients.evolution.send(instance, message, await fileOf(message, simulators))
  }
  if (message.provider !== 'twilio') {
    const account = metaAccounts.find(
      ({ id, provider }) => provider === message.provider && id === (message.account ?? id),
    )
    if (!account) throw new HTTPException(404, { message: 'No such account of Meta.' })
    return patients[message.provider].send(account, message, await fileOf(message, simulators))
  }
  const account = twilio.accounts.get(message.account ?? message.instance ?? demo.twilio.accountSid)
  if (!account) throw new HTTPException(404, { message: 'No such Twilio account.' })
  return patients.twilio.send(account, message, await fileOf(message, simulators))
}
