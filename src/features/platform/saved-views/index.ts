/** What the shell may use of this one. */
export { memoryOfLists } from './memory'
