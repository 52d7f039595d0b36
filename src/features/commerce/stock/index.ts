/** What other features use of this one; its texts are in the area `stock`. */
export { default as StockFrame } from './components/StockFrame.vue'
export { dayText } from './rules'
