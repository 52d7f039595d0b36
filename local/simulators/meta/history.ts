import { registeredNumber } from '../core/br-phone.ts'
import { demo } from '../demo.ts'
import type { MetaAccount } from './accounts.ts'
import { cloudChange } from './payloads.ts'
import type { MetaService } from './service.ts'

const hour = 3_600

/** The phone hands over its address book, or what was said before. */
export function startHistory(service: MetaService, account: MetaAccount, kind: string): void {
  const people = demo.patients.slice(0, 2)
  if (kind === 'smb_app_state_sync') {
    const state_sync = people.map(({ name, phone }) => ({
      type: 'contact',
      action: 'add',
      contact: { full_name: name, phone_number: registeredNumber(phone) },
    }))
    service.post(account, cloudChange(account, { state_sync }, 'smb_app_state_sync'))
    return
  }
  const now = Math.floor(Date.now() / 1000)
  const threads = people.map(({ phone }, place) => {
    const number = registeredNumber(phone)
    const message = (id: number, from: string, body: string, hoursAgo: number, status: string) => ({
      id: `wamid.history-${account.id}-${number}-${id}`,
      from,
      to: from === number ? account.number : number,
      timestamp: String(now - hoursAgo * hour),
      type: 'text',
      text: { body },
      history_context: { status },
    })
    return {
      id: number,
      messages: [
        message(1, number, 'Oi, vocês têm horário na quinta?', 50 + place, 'READ'),
        message(2, account.number, 'Temos às 15h. Fica bom?', 49 + place, 'READ'),
      ],
    }
  })
  const history = [{ metadata: { phase: 0, chunk_order: 1, progress: 100 }, threads }]
  service.post(account, cloudChange(account, { history }, 'history'))
}
