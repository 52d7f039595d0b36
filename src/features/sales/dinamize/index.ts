/** What other features show of Dinamize; its texts are those of the area `dinamize`. */
export { default as LeadSync } from './components/LeadSync.vue'
