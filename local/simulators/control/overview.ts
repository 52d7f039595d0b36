import type { Person } from '../core/phones.ts'
import { demo, demoNames } from '../demo.ts'
import { metaAccounts } from '../meta/accounts.ts'
import type { World } from '../world.ts'
import type { Simulators } from '../simulators.ts'

/** Whom the clinics wrote to and who has never written here, by the names of the demo. */
function writtenTo({ phones }: World): Pick<Person, 'phone' | 'name' | 'lid'>[] {
  const known = new Set(phones.people().map(({ phone }) => phone))
  const written = phones.list({ from: 'clinic' }).map(({ phone }) => phone)
  return [...new Set(written)]
    .filter((phone) => !known.has(phone) && !phone.includes('@'))
    .map((phone) => ({ phone, name: demoNames().get(phone) ?? '' }))
}

/** What the page needs to draw itself. */
export function overview(simulators: Simulators) {
  const { world, evolution, twilio, asaas, clinicAsaas, mailbox } = simulators
  return {
    clinics: [
      ...evolution.instances.list().map((instance) => ({
        provider: 'evolution' as const,
        account: instance.name,
        label: instance.profileName ?? instance.name,
        number: instance.number,
        state: instance.state,
        qr: instance.qr?.base64 ?? null,
      })),
      ...twilio.accounts.list().map((account) => ({
        provider: 'twilio' as const,
        account: account.sid,
        label: account.friendlyName,
        number: account.number.slice(1),
        state: 'open' as const,
        qr: null,
      })),
      ...metaAccounts.map(({ provider, id, label, number }) => ({
        provider,
        account: id,
        label,
        number,
        state: 'open' as const,
        qr: null,
      })),
    ],
    people: [...world.phones.people(), ...writtenTo(world)].map(({ phone, name, lid }) => ({
      phone,
      name,
      lid: lid ?? null,
    })),
    groups: [{ ...demo.group }],
    settings: world.settings,
    faults: world.faults.all(),
    payments: [...asaas.payments.values(), ...clinicAsaas.payments.values()]
      .filter(({ deleted }) => !deleted)
      .reverse(),
    mails: mailbox.list().length,
    pendingWebhooks: world.deliveries.pending,
  }
}
