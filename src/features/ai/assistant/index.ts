import { withTexts } from '@/kit/i18n/with-texts'

/** What other features may use of this one: the draft of an entry of the record, `patientId`, `recordKind`, `insert` {text}, `close`. */
export const loadNoteDraft = () => withTexts(['copilot'], import('./components/NoteDraft.vue'))
