import { digitsOf, registeredNumber } from '../core/br-phone.ts'
import { cuid, whatsappId } from '../core/ids.ts'
import type { MessageKind } from '../core/phones.ts'
import { runSteps, type Step } from '../core/sequence.ts'
import { sent, update, type UpdateStatus } from './data.ts'
import type { Content, MessageData } from './envelope.ts'
import type { EvolutionGateway } from './gateway.ts'
import { refuse } from './http.ts'
import type { Instance } from './instances.ts'
import { jidOf } from './keys.ts'

/** Numbers with these last five digits behave badly, so that a test can choose the outcome by the address. */
export const magic = { notOnWhatsapp: '00404', gatewayError: '00500', failsLater: '00463' } as const

/** The conversation behind what a caller wrote as `number`. */
export function addressOf(gateway: EvolutionGateway, number: string): string {
  if (/@(g\.us|lid|s\.whatsapp\.net|broadcast)$/.test(number)) return number
  const known = gateway.world.phones.person(number)?.addresses.evolution
  return known?.endsWith('@s.whatsapp.net') ? known : jidOf(registeredNumber(number))
}

function refuseMagic(instance: Instance, address: string): void {
  if (instance.state !== 'open') refuse(400, ['Error: Connection Closed'])
  const digits = digitsOf(address)
  if (digits.endsWith(magic.gatewayError)) refuse(500, 'Internal Server Error')
  if (digits.endsWith(magic.notOnWhatsapp) || digits.length < 8)
    refuse(400, [{ jid: address, exists: false, number: digits }])
}

/** Sends a message of the clinic: it is on the patient's phone, then echo and ticks are posted. */
export async function sendMessage(
  gateway: EvolutionGateway,
  instance: Instance,
  message: {
    number: string
    content: Content
    kind: MessageKind
    text: string
    mediaId?: string | undefined
    replyTo?: string | undefined
  },
): Promise<MessageData> {
  const { world } = gateway
  const remoteJid = addressOf(gateway, message.number)
  refuseMagic(instance, remoteJid)
  const at = new Date()
  const key = { remoteJid, fromMe: true, id: whatsappId('web') }
  const data = sent({ key, content: message.content, at, instanceId: instance.id })
  world.phones.add({
    id: key.id,
    provider: 'evolution',
    account: instance.name,
    phone: world.phones.key(remoteJid),
    address: remoteJid,
    from: 'clinic',
    kind: message.kind,
    text: message.text,
    ...(message.mediaId ? { mediaId: message.mediaId } : {}),
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    status: 'sending',
    reactions: {},
    at: at.toISOString(),
    wire: { ...data, gatewayId: cuid() },
  })
  const plan = world.faults.plan('evolution')
  const life = runSteps(lifeOf(gateway, instance, data), {
    plan,
    delayMs: world.settings.statusDelayMs,
    signal: world.signal,
  })
  if (plan.statusBeforeResponse) await life
  return data
}

const ladder = { ERROR: 'failed', SERVER_ACK: 'sent', DELIVERY_ACK: 'delivered', READ: 'read' } as const
const rank = { sending: 0, sent: 1, delivered: 2, read: 3, failed: 4 }

/** Moves a sent message up its ladder and posts the tick. */
export function tick(
  gateway: EvolutionGateway,
  instance: Instance,
  id: string,
  status: keyof typeof ladder & UpdateStatus,
): ReturnType<Step> {
  const { world } = gateway
  const message = world.phones.get(id)
  if (!message) return undefined
  if (rank[ladder[status]] > rank[message.status]) {
    world.phones.update(id, { status: ladder[status], wire: { ...message.wire, status } })
  }
  if (world.faults.plan('evolution').noCallbacks) return undefined
  const { key, gatewayId } = message.wire as unknown as MessageData & { gatewayId: string }
  const data = update({ key, status, instanceId: instance.id, messageId: gatewayId })
  return gateway.emit(instance, 'messages.update', data)
}

function lifeOf(gateway: EvolutionGateway, instance: Instance, data: MessageData): Step[] {
  const { settings, faults } = gateway.world
  const tickOf = (status: keyof typeof ladder) => () => tick(gateway, instance, data.key.id, status)
  const echo = () =>
    faults.plan('evolution').noCallbacks ? undefined : gateway.emit(instance, 'send.message', data)
  if (digitsOf(data.key.remoteJid).endsWith(magic.failsLater)) return [echo, tickOf('ERROR')]
  const delivered = [echo, tickOf('SERVER_ACK'), tickOf('DELIVERY_ACK')]
  return settings.autoRead ? [...delivered, tickOf('READ')] : delivered
}
