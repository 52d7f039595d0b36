import type { Simulators } from '../simulators.ts'

/** What the page needs to draw itself. */
export function overview(simulators: Simulators) {
  const { world, evolution, twilio, asaas, mailbox } = simulators
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
    ],
    people: world.phones.people().map(({ phone, name, lid }) => ({ phone, name, lid: lid ?? null })),
    settings: world.settings,
    faults: world.faults.all(),
    payments: [...asaas.payments.values()].filter(({ deleted }) => !deleted).reverse(),
    mails: mailbox.list().length,
    pendingWebhooks: world.deliveries.pending,
  }
}
