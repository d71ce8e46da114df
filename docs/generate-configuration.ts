import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configurationPage } from '../server/platform/configuration-page.ts'

writeFileSync(fileURLToPath(new URL('configuration.md', import.meta.url)), configurationPage())
