export { sovereigntyRouter } from './router.ts'
