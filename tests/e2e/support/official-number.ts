import { expect } from 'vitest'
import type { Account } from './accounts.ts'
import { control } from './simulators.ts'
import { ownStack } from '../../stack/support/stack.ts'

/** Gives a clinic a number of its own at the simulated Twilio; its account is what patients write to. */
export async function connectOfficialNumber({ client, tenantId }: Account, number: string): Promise<string> {
  const account = { sid: `ACtest${number.slice(1).padStart(26, '0')}`, authToken: 'token-da-clinica', number }
  await control('/accounts', {
    ...account,
    inboundUrl: `${ownStack().functionsUrl}/twilio-whatsapp-inbound`,
  })
  const { error } = await client.functions.invoke('twilio-channel-provision', {
    body: {
      tenant_id: tenantId,
      account_sid: account.sid,
      auth_token: account.authToken,
      sender_phone: number,
    },
  })
  expect(error).toBeNull()
  return account.sid
}
