import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import * as format from '@/lib/format'
import { useTenant } from '../clinic/context'

/** The formatters of `lib/format.ts` in the language of the screen and the time zone of the clinic. */
export function useFormat() {
  const { locale } = useI18n()
  const { membership } = useTenant()
  const reader = computed<format.Reader>(() => ({
    locale: locale.value,
    timeZone: membership.value?.time_zone,
  }))

  return {
    reader,
    time: (value: string | number | Date) => format.formatTime(value, reader.value),
    day: (value: string | number | Date) => format.formatDay(value, reader.value),
    longDay: (value: string | number | Date) => format.formatLongDay(value, reader.value),
    moment: (value: string | number | Date) => format.formatMoment(value, reader.value),
    timestamp: (value: string | number | Date) => format.formatTimestamp(value, reader.value),
    listTime: (value: string | number | Date) => format.formatListTime(value, reader.value),
    duration: (seconds: number) => format.formatDuration(seconds, reader.value),
    number: (value: number) => format.formatNumber(value, reader.value),
    signed: (value: number) => format.formatSigned(value, reader.value),
    money: (cents: number) => format.formatMoney(cents, reader.value),
    phone: format.formatPhone,
  }
}
