import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

/** Whose conversation it is: patients beside the person of a conversation, made from it or linked to it. */
export default defineFeature({
  contact: [
    {
      component: () => withTexts(['peopleLinks'], import('./components/ContactPatients.vue')),
      menu: {
        label: 'shell.contact.convert',
        icon: 'pi-id-card',
        dialog: () => withTexts(['peopleLinks'], import('./components/ConvertDialog.vue')),
      },
      when: ({ isGroup }) => !isGroup,
      position: 10,
    },
  ],
})
