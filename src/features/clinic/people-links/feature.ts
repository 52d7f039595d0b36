import { defineFeature } from '@/kit/feature'

/** Fetches a component together with its texts. What a feature declares is read without a browser too: i18n is not. */
async function withTexts<Module>(module: Promise<Module>): Promise<Module> {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['peopleLinks']))
  const [fetched] = await Promise.all([module, texts])
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
