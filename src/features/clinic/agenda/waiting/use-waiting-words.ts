import { useI18n } from 'vue-i18n'
import { useAgendaWords } from '../use-agenda-words'
import { TURNS, type WaitingEntry } from './types'
import { WEEKDAYS } from '../types'

/** How the waiting list says when somebody could come. */
export function useWaitingWords() {
  const { t } = useI18n()
  const words = useAgendaWords()

  function timesOf(entry: Pick<WaitingEntry, 'weekdays' | 'turns' | 'earliest_on'>): string {
    const days = WEEKDAYS.filter((day) => entry.weekdays.includes(day))
    const turns = TURNS.filter((turn) => entry.turns.includes(turn))
    return [
      days.length === 0 ? t('waiting.anyDay') : days.map((day) => t(`waiting.days.${day}`)).join(', '),
      turns.length === 0 ? t('waiting.anyTurn') : turns.map((turn) => t(`waiting.turns.${turn}`)).join(', '),
      entry.earliest_on === null ? null : t('waiting.from', { day: words.day(entry.earliest_on) }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  return { ...words, timesOf }
}
