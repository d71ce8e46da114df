export { DumpError, digestOfFile, readDump, writeDump } from './dump.ts'
export { sovereigntyRouter } from './router.ts'
