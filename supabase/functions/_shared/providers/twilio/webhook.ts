import { repeatFailures } from './client.ts'

/** Where Twilio reaches us. Signatures are made over these addresses, so there is one place that knows them. */
export interface TwilioWebhook {
  inbound: string
  status: string
}

/** The addresses below the public address of the functions. */
export function twilioWebhook(publicUrl: string): TwilioWebhook {
  const inbound = `${publicUrl}/twilio-whatsapp-inbound`
  return { inbound, status: `${inbound}/status` }
}

/** The addresses as people paste them on Twilio's console: they order that what failed is repeated. */
export function pastedAddresses({ inbound, status }: TwilioWebhook) {
  return { webhook_url: `${inbound}${repeatFailures}`, status_callback_url: `${status}${repeatFailures}` }
}
