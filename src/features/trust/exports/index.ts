export { default as ExportProgress } from './components/ExportProgress.vue'
