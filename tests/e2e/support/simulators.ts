import { ownStack } from '../../stack/support/stack.ts'

/** What the patient's side of the simulators can be asked for; see local/simulators/README.md. */
export interface PatientMessage {
  provider: 'evolution' | 'twilio' | 'whatsapp_cloud' | 'messenger' | 'instagram'
  /** Account SID of the clinic's Twilio, or id at Meta; the demo clinic's when absent. */
  account?: string
  /** Evolution instance; the demo clinic's when absent. */
  instance?: string
  from: string
  name?: string
  /** Their profile picture, in base64. */
  picture?: string
  /** Of before the channel was connected: no webhook tells. */
  unheard?: boolean
  type?: string
  text?: string
  at?: string
  target?: string
  emoji?: string
  replyTo?: string
  button?: { id: string; text: string }
}

/** One request to the simulators' control API. */
export async function control<Answer>(path: string, body?: object, method = 'POST'): Promise<Answer> {
  const response = await fetch(`${ownStack().simulatorsUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`control${path} answered ${response.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** A patient writes. Resolves when the product has answered the webhook. */
export function patientWrites(message: PatientMessage): Promise<{ id: string; status: number }> {
  return control('/inbound', { type: 'text', ...message })
}

/** What a patient's phone shows. */
export function phoneOf(
  phone: string,
): Promise<
  { id: string; from: string; text?: string; status?: string; choices?: { id: string; title: string }[] }[]
> {
  return control(`/messages?phone=${phone}`, undefined, 'GET')
}

/** A number that no other test uses. */
export function freshPhone(): string {
  return `55119${Math.floor(10_000_000 + Math.random() * 89_999_999)}`
}
