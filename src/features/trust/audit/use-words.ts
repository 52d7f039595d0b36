import { useI18n } from 'vue-i18n'
import type { RouteLocationRaw } from 'vue-router'
import { useFormat } from '@/kit/i18n/use-format'
import { links } from '@/kit/links'
import { changesOf, type Change, type Speaker } from './rules'
import type { AuditEntry } from './types'

/** What the entries of the audit say in the language of the screen. */
export function useAuditWords() {
  const { t, te, locale } = useI18n()
  const format = useFormat()

  function known(key: string): string | undefined {
    return te(key) ? t(key) : undefined
  }
  const speak: Speaker = {
    word: (value) => (/^[a-z_]+$/.test(value) ? known(`audit.values.${value}`) : undefined),
    money: (cents) => format.money(cents),
    moment: (value) => format.timestamp(value),
    // at noon, so that no time zone makes it another day
    day: (value) =>
      new Date(`${value}T12:00:00Z`).toLocaleDateString(locale.value, {
        day: '2-digit',
        month: '2-digit',
        year: 'numeric',
      }),
    phone: (value) => format.phone(value),
    number: (value) => format.number(value),
    yes: t('audit.yes'),
    no: t('audit.no'),
    nothing: t('audit.nothing'),
    hidden: t('audit.hidden'),
  }

  return {
    action: (key: string) => known(`audit.actions.${key}`) ?? key,
    field: (name: string) => known(`audit.fields.${name}`) ?? name,
    subject: (entry: AuditEntry) => entry.label || (known(`audit.entities.${entry.entity}`) ?? ''),
    actor(entry: AuditEntry): string {
      if (entry.actor_kind === 'system') return t('audit.actors.system')
      const name = entry.actor_name ?? '—'
      return entry.actor_kind === 'person' ? name : `${t(`audit.actors.${entry.actor_kind}`)} · ${name}`
    },
    changes: (entry: AuditEntry): Change[] => changesOf(entry, speak),
    /** One side of what changed, in a line. */
    side: (entry: AuditEntry, side: 'before' | 'after') =>
      changesOf(entry, speak)
        .filter((change) => change[side] !== null)
        .map((change) => `${known(`audit.fields.${change.field}`) ?? change.field}: ${change[side]}`)
        .join('; '),
    /** Where the thing is, while it is. */
    place(entry: AuditEntry): RouteLocationRaw | null {
      const { entity, link } = entry
      if (link === null) return null
      if (entity === 'session') return links.agendaSession(entry.entity_id, link)
      if (entity === 'conversation') return links.thread(link)
      return entity === 'patient' || entity === 'payer' ? links.patient(link) : null
    },
  }
}
