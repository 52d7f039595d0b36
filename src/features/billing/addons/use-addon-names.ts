import { useI18n } from 'vue-i18n'
import { wordsOf } from './rules'

/** What people call a type of add-on: its own words, or those of its identifier for one that was made here. */
export function useAddonNames(): (type: string) => string {
  const { t, te } = useI18n()
  return (type) => (te(`addons.types.${type}`) ? t(`addons.types.${type}`) : wordsOf(type))
}
