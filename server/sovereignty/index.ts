export { DumpError, digestOfFile, readDump, writeDump } from './dump.ts'
export { makeExport } from './export-person.ts'
export { deleteOldExports } from './export-queries.ts'
export { sovereigntyRouter } from './router.ts'
