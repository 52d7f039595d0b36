import { defineFeature } from '@/kit/feature'
import { loadAreas } from '@/kit/i18n'

/** Fetches a component together with its texts. */
async function withTexts<Module>(module: Promise<Module>): Promise<Module> {
  const [fetched] = await Promise.all([module, loadAreas(['peopleLinks'])])
  return fetched
}

/** Whose conversation it is: patients beside the person of a conversation, made from it or linked to it. */
export default defineFeature({
  contact: [
    {
      component: () => withTexts(import('./components/ContactPatients.vue')),
      menu: {
        label: 'shell.contact.convert',
        icon: 'pi-id-card',
        dialog: () => withTexts(import('./components/ConvertDialog.vue')),
      },
      when: ({ isGroup }) => !isGroup,
      position: 10,
    },
  ],
})
