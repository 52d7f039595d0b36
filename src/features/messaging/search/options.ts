import { useI18n } from 'vue-i18n'
import type { RouteLocationRaw } from 'vue-router'
import { useFormat } from '@/kit/i18n/use-format'
import { links } from '@/kit/links'
import { excerptOf } from '@/lib/marks'
import { plainWhatsAppText } from '@/lib/whatsapp-text'
import type { Command } from './commands'
import { targetOf, type Target } from './rules'
import type { Found, FoundKind, FoundMessage, Group } from './types'

/** One line of what is found. */
export interface Option {
  key: string
  group: Group
  name: string
  text: string
  /** Of a person: colours the initials. Other lines have an icon. */
  seed: string | null
  icon: string
  at: string | null
  isArchived: boolean
  /** Who is noted as opened. */
  id: string | null
  target: Target | null
  command: Command | null
}

const ICONS: Record<FoundKind, string> = {
  patient: 'pi-user',
  doctor: 'pi-user',
  conversation: 'pi-comments',
  contact: 'pi-user',
  company: 'pi-building',
  deal: 'pi-briefcase',
  lead: 'pi-bolt',
  message: 'pi-comments',
  session: 'pi-calendar',
  charge: 'pi-wallet',
  payment: 'pi-check-circle',
  file: 'pi-file',
}
const PEOPLE: readonly FoundKind[] = ['patient', 'doctor', 'conversation', 'message', 'contact']

/** What is found as the lines of a list. */
export function useOptions() {
  const { t } = useI18n()
  const format = useFormat()
  const dayOf = (day: string | undefined) => (day ? format.day(`${day}T12:00:00Z`) : '')

  function textOf({ kind, title, phone, body, detail, occurred_at }: Found, words: string[]): string[] {
    switch (kind) {
      case 'message':
        return [excerptOf(plainWhatsAppText(body ?? ''), words)]
      case 'session':
        return [
          occurred_at ? format.moment(occurred_at) : '',
          body ?? '',
          detail?.status ? t(`agenda.statuses.${detail.status}`) : '',
        ]
      case 'charge':
        return [
          format.money(detail?.amount_cents ?? 0),
          t(`money.origins.${detail?.origin ?? 'session'}`),
          dayOf(detail?.day),
          t(`money.states.${detail?.state ?? 'unpaid'}`),
          detail?.payer_name ? t('money.paidBy', { name: detail.payer_name }) : '',
        ]
      case 'payment':
        return [
          format.money(detail?.amount_cents ?? 0),
          detail?.method ? t(`money.methods.${detail.method}`) : t('money.kinds.adjustment'),
          dayOf(detail?.day),
        ]
      case 'file':
        return [body ?? '', occurred_at ? format.day(occurred_at) : '']
      case 'patient':
      case 'doctor':
      case 'conversation':
      case 'contact':
      case 'company':
      case 'deal':
      case 'lead':
        return [title ? format.phone(phone) : '', plainWhatsAppText(body ?? '')]
    }
  }

  function ofFound(found: Found, words: string[]): Option[] {
    const target = targetOf(found)
    if (target === null || found.id === null) return []
    const { kind, id, title, phone, message_id } = found
    return [
      {
        key: `${kind}-${message_id ?? id}`,
        group: kind,
        name: title || format.phone(phone),
        text: textOf(found, words).filter(Boolean).join(' · '),
        seed: PEOPLE.includes(kind) ? (found.thread_key ?? id) : null,
        icon: ICONS[kind],
        at: kind === 'conversation' || kind === 'message' ? found.occurred_at : null,
        isArchived: found.is_archived,
        id: PEOPLE.includes(kind) ? id : found.patient_id,
        target,
        command: null,
      },
    ]
  }

  const ofMessage = (row: FoundMessage, words: string[]): Option => ({
    key: `message-${row.message_id}`,
    group: 'message',
    name: row.contact_name || format.phone(row.phone),
    text: excerptOf(plainWhatsAppText(row.body ?? ''), words),
    seed: row.thread_key,
    icon: ICONS.message,
    at: row.occurred_at,
    isArchived: false,
    id: null,
    target: { kind: 'conversation', threadKey: row.thread_key, messageId: row.message_id },
    command: null,
  })

  const ofCommand = (command: Command): Option => ({
    key: `command-${command.key}`,
    group: 'command',
    name: command.name,
    text: command.about,
    seed: null,
    icon: command.icon,
    at: null,
    isArchived: false,
    id: null,
    target: null,
    command,
  })

  return { ofFound, ofMessage, ofCommand }
}

/** The page of a line, for another tab; null for what is no page. */
export function pageOf({ target, command }: Pick<Option, 'target' | 'command'>): RouteLocationRaw | null {
  if (command) return command.to ?? null
  switch (target?.kind) {
    case 'conversation':
      return links.thread(target.threadKey, target.messageId ? { m: target.messageId } : {})
    case 'patient':
      return links.patient(target.id, target.tab ?? undefined)
    case 'doctor':
      return links.medicos(target.id)
    case 'contact':
      return links.salesContact(target.id)
    case 'company':
      return links.company(target.id)
    case 'deal':
      return links.deal(target.id)
    case 'lead':
      return { ...links.leads(target.id), query: { registro: target.id, situacao: 'all' } }
    case 'session':
      return links.agendaSession(target.id, target.day)
    case undefined:
      return null
  }
}

/** The list that shows all that a group has under a search; null where there is none. */
export function listOf(group: Group, search: string): RouteLocationRaw | null {
  if (group === 'patient') return { ...links.patients(), query: { busca: search } }
  if (group === 'conversation') return links.inbox({ busca: search })
  return null
}
