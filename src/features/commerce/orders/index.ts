import { defineAsyncComponent, type Component } from 'vue'

/** Fetches a component together with its texts. */
async function withTexts<Module>(module: Promise<Module>): Promise<Module> {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['orders']))
  const [fetched] = await Promise.all([module, texts])
  return fetched
}

/** In a session: what is paid ahead for it. Props: `sessionId`, `patients` [{patient_id, name}]. */
export const SessionDeposit: Component = defineAsyncComponent(() =>
  withTexts(import('./components/SessionDeposit.vue')),
)
